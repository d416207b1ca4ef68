// What Firefox, and with it MDN, calls the reasons that its console gives: the keys of
// its messages. The last one stands below many others.

const NAMES = [
  ["CORSAllowOriginNotMatchingOrigin", /Reason: CORS header ‘Access-Control-Allow-Origin’ does not match/],
  ["CORSExternalRedirectNotAllowed", /Reason: CORS request external redirect not allowed/],
  ["CORSInvalidAllowHeader", /Reason: invalid token .* in CORS header ‘Access-Control-Allow-Headers’/],
  ["CORSInvalidAllowMethod", /Reason: invalid token .* in CORS header ‘Access-Control-Allow-Methods’/],
  ["CORSMethodNotFound", /Reason: Did not find method in CORS header/],
  ["CORSMissingAllowCredentials", /Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’/],
  ["CORSMissingAllowHeaderFromPreflight", /Reason: header .* is not allowed according to header/],
  ["CORSMissingAllowOrigin", /Reason: CORS header ‘Access-Control-Allow-Origin’ missing/],
  ["CORSMultipleAllowOriginNotAllowed", /Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed/],
  ["CORSNotSupportingCredentials", /Reason: Credential is not supported/],
  ["CORSPreflightDidNotSucceed", /Reason: CORS preflight response did not succeed/],
  ["CORSRequestNotHttp", /Reason: CORS request not http/],
  ["CORSDidNotSucceed", /Reason: CORS request did not succeed/],
];

/** Firefox's name for what its console says among `sentences`; undefined: it says nothing. */
export function firefoxNameOf(sentences) {
  return NAMES.find(([, sentence]) => sentences.some((said) => sentence.test(said)))?.[0];
}
