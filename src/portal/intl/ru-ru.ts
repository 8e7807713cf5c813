import { mergeCatalogues } from './merge.ts';

export const messages = mergeCatalogues(
  import.meta.glob('../*/messages/ru-RU.json', { eager: true, import: 'default' }),
);
