/** The custom extension properties that rules may name. */
import { type Page, readAll, send } from '../data/client.ts';

interface ExtensionProperty {
  readonly name: string;
  readonly targetObjects: readonly string[];
  readonly isMultiValued: boolean;
}

/** Every registered one, for checking while typing; a rule takes those of users with one value. */
export const extensionPropertiesQuery = {
  queryKey: ['extensionProperties'],
  queryFn: async ({ signal }: { readonly signal: AbortSignal }): Promise<readonly string[]> => {
    const path = '/v1.0/directoryObjects/getAvailableExtensionProperties';
    const { value } = await send<Page<ExtensionProperty>>(path, {
      method: 'POST',
      body: {},
      signal,
    });
    return namesOf(value);
  },
  staleTime: 30_000,
  retry: false,
};

/** Those of one application, which is named by its application (client) id. Rejects with ApiError. */
export async function readExtensionProperties(applicationId: string): Promise<readonly string[]> {
  const path = `/v1.0/applications(appId='${encodeURIComponent(applicationId)}')/extensionProperties`;
  return namesOf(await readAll<ExtensionProperty>(path));
}

function namesOf(properties: readonly ExtensionProperty[]): readonly string[] {
  return properties
    .filter(({ targetObjects, isMultiValued }) => targetObjects.includes('User') && !isMultiValued)
    .map(({ name }) => name);
}
