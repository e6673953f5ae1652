/** Takes the exit code that a command ends with: an `ExitCode`, or that of the program that `run` started. */
export type Done = (exitCode: number) => void;
