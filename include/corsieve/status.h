// Classes of statuses. https://fetch.spec.whatwg.org/#statuses

#ifndef CORSIEVE_STATUS_H_
#define CORSIEVE_STATUS_H_

namespace corsieve {

// https://fetch.spec.whatwg.org/#redirect-status
inline bool IsRedirectStatus(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

// https://fetch.spec.whatwg.org/#null-body-status
inline bool IsNullBodyStatus(int status) {
  return status == 101 || status == 103 || status == 204 || status == 205 ||
         status == 304;
}

// https://fetch.spec.whatwg.org/#ok-status
inline bool IsOkStatus(int status) { return status >= 200 && status <= 299; }

// Whether a response of this status is an interim one: its final one is yet to
// come. https://www.rfc-editor.org/rfc/rfc9110#section-15.2
inline bool IsInterimStatus(int status) {
  return status >= 100 && status <= 199;
}

// Whether an opaque response that is part of something is kept from a request
// that asked for the whole: `range_requested` is the response's flag.
// https://fetch.spec.whatwg.org/#main-fetch
inline bool IsOpaqueRangeResponseBlocked(bool opaque, int status,
                                         bool range_requested,
                                         bool request_has_range) {
  return opaque && (status == 206 || status == 416) && range_requested &&
         !request_has_range;
}

}  // namespace corsieve

#endif  // CORSIEVE_STATUS_H_
