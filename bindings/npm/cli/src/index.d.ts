export interface RunOptions {
  /** What each name stands for, text or bytes; "-" is standard input. */
  files?: Readonly<Record<string, string | Uint8Array>>;
  /** As a terminal shows it. */
  color?: boolean;
}
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}
/** The program: `run(["explain", "--format", "json", "-"], { files: { "-": pasted } })`. */
export function run(args: Iterable<string>, options?: RunOptions): Run;
/** Where the module cannot be read synchronously: the bytes of program.wasm, inflated. */
export function loadProgram(from: ArrayBuffer | Uint8Array | object): Promise<void>;
