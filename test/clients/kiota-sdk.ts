/**
 * The SDKs that Kiota makes, v1.0 and beta. Their packages of requests for groups are not published: requests are made of
 * templates, as theirs are; adapters, models and errors are theirs.
 */
import {
  type ErrorMappings,
  type HttpMethod,
  type ModelSerializerFunction,
  type Parsable,
  type ParsableFactory,
  type RequestAdapter,
  RequestInformation,
} from '@microsoft/kiota-abstractions';
import { GraphBetaRequestAdapter } from '@microsoft/msgraph-beta-sdk';
import * as betaModels from '@microsoft/msgraph-beta-sdk/models/index.js';
import { createODataErrorFromDiscriminatorValue as betaError } from '@microsoft/msgraph-beta-sdk/models/oDataErrors/index.js';
import { GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import * as models from '@microsoft/msgraph-sdk/models/index.js';
import { createODataErrorFromDiscriminatorValue as v1Error } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js';

// biome-ignore lint/suspicious/noExplicitAny: each SDK has types of its own for the same models.
export type Model = any;

type Factory = ParsableFactory<Parsable>;
type Serializer = ModelSerializerFunction<Parsable>;

export interface Sdk {
  readonly adapter: RequestAdapter;
  readonly errors: ErrorMappings;
  /** What it makes of answers. */
  readonly factories: {
    readonly user: Factory;
    readonly group: Factory;
    readonly groups: Factory;
    readonly directoryObjects: Factory;
  };
  /** What it makes of bodies. */
  readonly serializers: {
    readonly user: Serializer;
    readonly group: Serializer;
    readonly reference: Serializer;
  };
}

export function v1Sdk(url: string): Sdk {
  const adapter = new GraphRequestAdapter(withoutToken);
  adapter.baseUrl = `${url}/v1.0`;
  return { adapter, errors: { XXX: v1Error }, ...partsOf(models) };
}

export function betaSdk(url: string): Sdk {
  const adapter = new GraphBetaRequestAdapter(withoutToken);
  adapter.baseUrl = `${url}/beta`;
  return { adapter, errors: { XXX: betaError }, ...partsOf(betaModels) };
}

/** The model of an evaluation, which v1.0 does not have. */
export const EVALUATION: Factory =
  betaModels.createEvaluateDynamicMembershipResultFromDiscriminatorValue;

const withoutToken = { authenticateRequest: async () => undefined };

function partsOf(kinds: typeof models | typeof betaModels): Pick<Sdk, 'factories' | 'serializers'> {
  return {
    factories: {
      user: kinds.createUserFromDiscriminatorValue,
      group: kinds.createGroupFromDiscriminatorValue,
      groups: kinds.createGroupCollectionResponseFromDiscriminatorValue,
      directoryObjects: kinds.createDirectoryObjectCollectionResponseFromDiscriminatorValue,
    },
    serializers: {
      user: kinds.serializeUser as Serializer,
      group: kinds.serializeGroup as Serializer,
      reference: kinds.serializeReferenceCreate as Serializer,
    },
  };
}

export interface Asked {
  readonly method: HttpMethod;
  /** Below the base URL, such as `groups/{id}{?%24top}`, or a whole link. */
  readonly template: string;
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly body?: { readonly model: Parsable; readonly by: Serializer };
}

export function requestFor(
  sdk: Sdk,
  { method, template, keys = {}, body }: Asked,
): RequestInformation {
  const isLink = template.startsWith('http');
  const { baseUrl } = sdk.adapter;
  const information = new RequestInformation(method, isLink ? template : `{+baseurl}/${template}`, {
    baseurl: baseUrl,
    ...keys,
  });
  information.headers.tryAdd('Accept', 'application/json');
  if (body !== undefined)
    information.setContentFromParsable(sdk.adapter, 'application/json', body.model, body.by);
  return information;
}

/** The answer as a model. */
export async function answerTo(sdk: Sdk, asked: Asked, factory: Factory): Promise<Model> {
  return sdk.adapter.send(requestFor(sdk, asked), factory, sdk.errors);
}

/** For requests without an answer. */
export function done(sdk: Sdk, asked: Asked): Promise<void> {
  return sdk.adapter.sendNoResponseContent(requestFor(sdk, asked), sdk.errors);
}
