/** Connection strings for Azurite. */
import type { AzuritePorts } from './azurite-process.ts';

export interface StorageAccount {
  readonly name: string;
  readonly key: string;
}

/** The account that every Azurite has when it is told of no other; its key is public and guards nothing. */
export const DEVELOPMENT_ACCOUNT: StorageAccount = {
  name: 'devstoreaccount1',
  key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
};

/** What goes into AzureWebJobsStorage to reach an account of an Azurite on this machine. */
export function connectionString(ports: AzuritePorts, account: StorageAccount): string {
  const endpoint = (port: number): string => `http://127.0.0.1:${port}/${account.name}`;
  return [
    'DefaultEndpointsProtocol=http',
    `AccountName=${account.name}`,
    `AccountKey=${account.key}`,
    `BlobEndpoint=${endpoint(ports.blob)}`,
    `QueueEndpoint=${endpoint(ports.queue)}`,
    `TableEndpoint=${endpoint(ports.table)}`,
  ].join(';');
}
