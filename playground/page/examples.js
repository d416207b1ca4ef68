// Questions that people ask, each with an answer as a server gave it.

const page = { origin: "https://app.example" };
const lines = (...all) => `${all.join("\n")}\n\n`;

export const EXAMPLES = [
  { title: "X-Total-Count is null in the page", state: { ...page, url: "https://api.example/items?page=1", text: lines(
    "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: https://app.example", "Vary: Origin",
    "Content-Type: application/json", "X-Total-Count: 42", "Link: </items?page=2>; rel=\"next\"") } },
  { title: "Mcp-Session-Id is not readable", state: { ...page, url: "https://mcp.example/mcp", method: "POST",
    headers: "Content-Type: application/json\nAccept: application/json, text/event-stream", text: lines(
      "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: *", "Content-Type: text/event-stream",
      "Mcp-Session-Id: 1868a90c7f3b4e0d", "Cache-Control: no-store"),
    preflights: [lines("HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: *",
      "Access-Control-Allow-Methods: GET, POST, DELETE", "Access-Control-Allow-Headers: Content-Type")] } },
  { title: "S3: ETag of an uploaded part", state: { ...page, url: "https://bucket.example/key?partNumber=1&uploadId=x", method: "PUT",
    text: lines("HTTP/1.1 200 OK", "Access-Control-Allow-Origin: https://app.example",
      "Access-Control-Allow-Methods: GET, PUT", "Vary: Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
      "ETag: \"b54357faf0632cce46e942fa68356b38\"", "Content-Length: 0", "Server: AmazonS3"),
    preflights: [lines("HTTP/1.1 200 OK", "Access-Control-Allow-Origin: https://app.example",
      "Access-Control-Allow-Methods: GET, PUT", "Access-Control-Allow-Credentials: true")] } },
  { title: "Content-Disposition: the download has no name", state: { ...page, url: "https://files.example/report", text: lines(
    "HTTP/2 200", "access-control-allow-origin: *", "content-type: application/pdf",
    "content-disposition: attachment; filename=\"report.pdf\"", "content-length: 48213") } },
  { title: "gRPC-Web: grpc-status is missing", state: { ...page, url: "https://grpc.example/pkg.Service/Call", method: "POST",
    headers: "Content-Type: application/grpc-web+proto\nX-Grpc-Web: 1", text: lines(
      "HTTP/2 200", "access-control-allow-origin: https://app.example", "vary: Origin",
      "content-type: application/grpc-web+proto", "grpc-status: 5", "grpc-message: not found"),
    preflights: [lines("HTTP/2 204", "access-control-allow-origin: https://app.example",
      "access-control-allow-methods: POST", "access-control-allow-headers: content-type, x-grpc-web")] } },
  { title: "tus: Location of the upload", state: { ...page, url: "https://tus.example/files/", method: "POST",
    headers: "Tus-Resumable: 1.0.0\nUpload-Length: 100", text: lines(
      "HTTP/1.1 201 Created", "Access-Control-Allow-Origin: https://app.example", "Vary: Origin",
      "Location: https://tus.example/files/24e533e02ec3bc40c387f1a0e460e216", "Tus-Resumable: 1.0.0", "Content-Length: 0"),
    preflights: [lines("HTTP/1.1 204 No Content", "Access-Control-Allow-Origin: https://app.example",
      "Access-Control-Allow-Methods: POST, PATCH, HEAD", "Access-Control-Allow-Headers: Tus-Resumable, Upload-Length")] } },
  { title: "Set-Cookie cannot be read", state: { ...page, url: "https://api.example/session", credentials: "include", text: lines(
    "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: https://app.example", "Access-Control-Allow-Credentials: true",
    "Access-Control-Expose-Headers: Set-Cookie", "Vary: Origin", "Set-Cookie: id=7; HttpOnly; Secure; SameSite=None",
    "Content-Type: application/json") } },
  { title: "Redirected to a login page", state: { ...page, url: "https://api.example/me", text:
    lines("HTTP/1.1 302 Found", "Location: https://login.example/authorize", "Access-Control-Allow-Origin: https://app.example", "Vary: Origin") +
    lines("HTTP/1.1 200 OK", "Content-Type: text/html") } },
  { title: "* with credentials", state: { ...page, url: "https://api.example/me", credentials: "include", text: lines(
    "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials: true", "Content-Type: application/json",
    "X-Request-Id: 81f3") } },
  { title: "The preflight is answered with 404", state: { ...page, url: "https://api.example/items/1", method: "DELETE", text: lines(
    "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: https://app.example", "Content-Type: application/json"),
  preflights: [lines("HTTP/1.1 404 Not Found", "Content-Type: text/html", "Content-Length: 0")] } },
  { title: "Two Access-Control-Allow-Origin lines", state: { ...page, url: "https://api.example/items", text: lines(
    "HTTP/1.1 200 OK", "Server: nginx", "Access-Control-Allow-Origin: *", "Access-Control-Allow-Origin: https://app.example",
    "Content-Type: application/json") } },
  { title: "Firefox and Chromium differ", state: { ...page, url: "https://api.example/items", text: lines(
    "HTTP/1.1 200 OK", "Access-Control-Allow-Origin: *", "Access-Control-Expose-Headers: *, @Total", "Content-Type: application/json",
    "X-Total-Count: 42") } },
];
