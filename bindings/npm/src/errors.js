// What a wrong call throws. There may be two copies of this package, one of
// each format: tell errors by their code.

export class CorsieveError extends Error {
  constructor(code, message) {
    super(message);
    this.name = "CorsieveError";
    this.code = code;
  }
}

export const wrongCall = (message) =>
  new CorsieveError("ERR_CORSIEVE_WRONG_CALL", message);
