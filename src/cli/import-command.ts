/** `muster import`: files of users, devices and groups into a directory, in parts that can be sent again. */
import { type Arguments, choiceOf, flagValue, parseArguments } from './arguments.ts';
import {
  type Counts,
  type ImportAnswer,
  importAnswer,
  type LineError,
  type PartAnswer,
  partAnswer,
} from './import-answer.ts';
import { type ExitStatus, InputError, type Io, nameOf, readPieces } from './io.ts';
import { missingReferences } from './missing-references.ts';
import { printable } from './printable.ts';
import { ServerClient } from './server-client.ts';
import { type FilePart, type Format, splitFile } from './split-file.ts';

const TYPES: Readonly<Record<Format, string>> = {
  ndjson: 'application/x-ndjson',
  csv: 'text/csv',
};

/** A bad line as it is reported: by its number in the file. */
export interface FileError extends LineError {
  readonly file: string;
}

/** A part with its number and where it comes from. */
interface NumberedPart extends FilePart {
  readonly number: number;
  readonly file: string;
  readonly format: Format;
}

/** Runs `muster import`: 0 when every line was applied, 1 when some were not, 2 when the import could not be made. */
export async function runImport(words: readonly string[], io: Io): Promise<ExitStatus> {
  const given = parseArguments(words, {
    strict: 'none',
    format: 'value',
    resume: 'value',
    report: 'value',
  });
  if (given.files.length === 0) throw new InputError('muster import takes one or more files.');
  const strict = given.flags.has('strict');
  if (strict && given.files.includes('-'))
    throw new InputError('--strict reads the files twice, which standard input cannot be.');
  const report = choiceOf(given, 'report', ['text', 'json']);
  const command = new ImportCommand(io, given);
  await command.begin(flagValue(given, 'resume'));
  const isSound = !strict || (await command.validate());
  const counts = isSound ? await command.apply() : await command.abandon();
  return tell(io, report, { id: command.id, counts, errors: command.errors });
}

class ImportCommand {
  readonly errors: FileError[] = [];
  id = '';
  readonly #io: Io;
  readonly #given: Arguments;
  readonly #server: ServerClient;
  /** Parts that an attempt before has brought over. */
  #done: ReadonlySet<number> = new Set();
  readonly #lines = new Map<number, (error: LineError) => FileError>();
  readonly #told = new Map<number, number>();
  #tooLong = 0;

  constructor(io: Io, given: Arguments) {
    this.#io = io;
    this.#given = given;
    this.#server = new ServerClient(io);
  }

  /** Begins an import, or goes on with one. */
  async begin(resumed: string | undefined): Promise<void> {
    const body =
      resumed === undefined
        ? await this.#server.ask('/muster/v1/imports', { method: 'POST', body: '{}' })
        : await this.#server.ask(`/muster/v1/imports/${encodeURIComponent(resumed)}`);
    const { id, status, parts } = importAnswer(body);
    if (status !== 'open')
      throw new InputError(
        `Import ${id} is complete. Import the files anew: what has been brought over is left as it is.`,
      );
    this.id = id;
    this.#done = new Set(parts.filter(({ isDone }) => isDone).map(({ part }) => part));
  }

  /** Checks every line of every file and writes nothing; whether all are sound. */
  async validate(): Promise<boolean> {
    const open: { readonly reference: string; readonly error: FileError }[] = [];
    for await (const part of this.#parts()) {
      const { references, ...answer } = await this.#put(part, '?validateOnly=true');
      this.#take(part, answer.errors);
      for (const { line, target, reference } of references) {
        const message = `${reference} does not exist.`;
        const error = { line, code: 'ReferenceNotFound', message, target };
        open.push({ reference, error: inFile(part, error) });
      }
    }
    const missing = await missingReferences(
      this.#io,
      this.#files(),
      new Set(open.map(({ reference }) => reference.toLowerCase())),
    );
    const lost = open.filter(({ reference }) => missing.has(reference.toLowerCase()));
    this.errors.push(...lost.map(({ error }) => error));
    return this.errors.length === 0;
  }

  /** Brings over every part that is not there yet, then completes the import. */
  async apply(): Promise<Counts> {
    this.#tooLong = 0;
    for await (const part of this.#parts()) {
      this.#lines.set(part.number, (error) => inFile(part, error));
      if (this.#done.has(part.number)) continue;
      const { errors } = await this.#put(part, '');
      this.#take(part, errors);
      this.#told.set(part.number, errors.length);
    }
    const answer = await this.#complete();
    await this.#readLateErrors(answer);
    return {
      ...answer,
      lines: answer.lines + this.#tooLong,
      failed: answer.failed + this.#tooLong,
    };
  }

  /** Nothing was written; the import is ended. */
  async abandon(): Promise<Counts> {
    await this.#complete();
    const failed = new Set(this.errors.map(({ file, line }) => `${file} ${line}`)).size;
    return { lines: 0, created: 0, changed: 0, unchanged: 0, failed };
  }

  async #complete(): Promise<ImportAnswer> {
    const path = `/muster/v1/imports/${this.id}/complete`;
    for (;;) {
      const { status, body } = await this.#server.send(path, { method: 'POST', body: '{}' });
      if (status === 200) return importAnswer(body);
      if (status !== 202) throw new InputError(`${path} was answered with ${status}.`);
      await this.#io.wait(1_000);
    }
  }

  /** References that led nowhere at the end, and the errors of parts that were brought over before. */
  async #readLateErrors({ parts }: ImportAnswer): Promise<void> {
    for (const { part, failed } of parts) {
      const toFile = this.#lines.get(part);
      if (failed === 0 || toFile === undefined) continue;
      const body = await this.#server.ask(`/muster/v1/imports/${this.id}/parts/${part}`);
      const { errors } = partAnswer(body);
      if (errors.length === (this.#told.get(part) ?? 0)) continue;
      const known = new Set(this.errors.map((error) => JSON.stringify(error)));
      const fresh = errors.map(toFile).filter((error) => !known.has(JSON.stringify(error)));
      this.errors.push(...fresh);
    }
  }

  async #put(part: NumberedPart, query: string): Promise<PartAnswer> {
    const path = `/muster/v1/imports/${this.id}/parts/${part.number}${query}`;
    const type = TYPES[part.format];
    return partAnswer(await this.#server.ask(path, { method: 'PUT', body: part.bytes, type }));
  }

  #take(part: NumberedPart, errors: readonly LineError[]): void {
    this.errors.push(...errors.map((error) => inFile(part, error)));
  }

  /** The parts of all files, numbered through. */
  async *#parts(): AsyncIterableIterator<NumberedPart> {
    let number = 0;
    for (const { file, format } of this.#files()) {
      for await (const part of splitFile(readPieces(this.#io, file), format)) {
        if ('bytes' in part) yield { ...part, number: ++number, file, format };
        else {
          this.#tooLong++;
          const message = 'The line is longer than the 4 MiB that a part may have.';
          const error = { line: part.tooLong, code: 'LineTooLong', message, file: nameOf(file) };
          if (!this.errors.some((one) => one.file === error.file && one.line === error.line))
            this.errors.push(error);
        }
      }
    }
  }

  #files(): readonly { readonly file: string; readonly format: Format }[] {
    return this.#given.files.map((file) => ({ file, format: formatOf(this.#given, file) }));
  }
}

function formatOf(given: Arguments, file: string): Format {
  if (flagValue(given, 'format') !== undefined) return choiceOf(given, 'format', ['ndjson', 'csv']);
  if (/\.csv$/i.test(file)) return 'csv';
  if (/\.(ndjson|jsonl)$/i.test(file)) return 'ndjson';
  throw new InputError(`${nameOf(file)} does not say what it is: add --format ndjson or csv.`);
}

function inFile(part: NumberedPart, error: LineError): FileError {
  return { ...error, line: part.lineInFile(error.line), file: nameOf(part.file) };
}

function tell(
  io: Io,
  report: 'text' | 'json',
  about: {
    readonly id: string;
    readonly counts: Counts;
    readonly errors: readonly FileError[];
  },
): ExitStatus {
  const { id, errors } = about;
  const { lines, created, changed, unchanged, failed } = about.counts;
  const counts = { lines, created, changed, unchanged, failed };
  if (report === 'json') io.print(JSON.stringify({ id, ...counts, errors }));
  else {
    for (const { file, line, target, message } of errors)
      io.complain(
        printable(`${file}:${line}: ${target === undefined ? '' : `${target}: `}${message}`),
      );
    const lost = failed - new Set(errors.map(({ file, line }) => `${file} ${line}`)).size;
    if (lost > 0) io.complain(`… and ${lost} more lines.`);
    io.print(
      `Import ${id}: ${lines} lines, ${created} created, ${changed} changed, ${unchanged} unchanged, ${failed} failed.`,
    );
  }
  return failed === 0 && errors.length === 0 ? 0 : 1;
}
