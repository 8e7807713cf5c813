import { mergeCatalogues } from './merge.ts';

export const messages = mergeCatalogues(
  import.meta.glob('../*/messages/pt-BR.json', { eager: true, import: 'default' }),
);
