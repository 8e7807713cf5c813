/** What is served, for programs: the metadata document and the list of collections. Both are told without a token. */
import { COLLECTIONS, metadataDocument } from '../contract/metadata.ts';
import { type HttpAnswer, ok } from '../http/messages.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

export const METADATA_OPERATIONS: readonly Operation[] = [
  {
    name: 'getMetadata',
    method: 'GET',
    path: '$metadata',
    surfaces: GRAPH,
    handle: async ({ version }) => ({
      status: 200,
      headers: { 'Content-Type': 'application/xml' },
      body: metadataDocument(version),
    }),
  },
  {
    name: 'getServiceDocument',
    method: 'GET',
    path: '',
    surfaces: GRAPH,
    handle: getServiceDocument,
  },
];

async function getServiceDocument({ base }: Call): Promise<HttpAnswer> {
  return ok({
    '@odata.context': `${base}/$metadata`,
    value: COLLECTIONS.map((name) => ({ name, kind: 'EntitySet', url: name })),
  });
}
