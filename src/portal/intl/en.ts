import { mergeCatalogues } from './merge.ts';

export const messages = mergeCatalogues(
  import.meta.glob('../*/messages/en.json', { eager: true, import: 'default' }),
);
