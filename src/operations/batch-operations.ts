/** `$batch`: several requests in one, each served as if it had come by itself (graph-spec.md 11). */
import { type BatchPart, inOrder, readBatch, toRequest, toResponse } from '../http/batch.ts';
import { toErrorAnswer } from '../http/error-answer.ts';
import { type HttpAnswer, json } from '../http/messages.ts';
import { readJsonObject } from '../http/read-body.ts';
import { mapAtOnce } from '../util/at-once.ts';
import { RequestError } from '../util/errors.ts';
import { BATCH_PATH } from './costs.ts';
import { type Call, GRAPH, type Operation } from './operation.ts';

const PARTS_AT_ONCE = 5;

export const BATCH_OPERATIONS: readonly Operation[] = [
  { name: 'batch', method: 'POST', path: BATCH_PATH, surfaces: GRAPH, handle: postBatch },
];

async function postBatch(call: Call): Promise<HttpAnswer> {
  const parts = readBatch(await readJsonObject(call.request));
  const answers = new Map<string, HttpAnswer>();
  for (const step of inOrder(parts)) {
    const made = await mapAtOnce(step, PARTS_AT_ONCE, (part) => answerPart(call, part, answers));
    step.forEach(({ id }, at) => {
      const answer = made[at];
      if (answer !== undefined) answers.set(id.toLowerCase(), answer);
    });
  }
  const responses = parts.flatMap(({ id }) => {
    const answer = answers.get(id.toLowerCase());
    return answer === undefined ? [] : [toResponse(id, answer)];
  });
  return json(200, { responses });
}

async function answerPart(
  call: Call,
  part: BatchPart,
  answers: ReadonlyMap<string, HttpAnswer>,
): Promise<HttpAnswer> {
  const failed = part.dependsOn.find((id) => (answers.get(id)?.status ?? 500) >= 400);
  if (failed !== undefined) return refusal(call, dependencyFailed(failed));
  return call.serve(toRequest(part, call.request, call.version));
}

function refusal({ context }: Call, error: RequestError): HttpAnswer {
  const requestId = context.ids.guid();
  return toErrorAnswer(error, { requestId, clientRequestId: requestId }, context.clock.now());
}

function dependencyFailed(id: string): RequestError {
  const message = `The request was not done because '${id}', which it depends on, failed.`;
  return new RequestError({ status: 424, code: 'FailedDependency', message });
}
