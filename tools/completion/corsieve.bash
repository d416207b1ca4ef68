# Completes corsieve's arguments in bash. Written by corsieve --help-bash.

_corsieve() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local words='' files=''
  COMPREPLY=()
  # bash takes --mode=cors for three words.
  if [[ $cur == = ]]; then
    cur=''
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'explain fetch har batch warc reasons -h --help --version' -- "$cur"))
    return
  fi
  case ${COMP_WORDS[1]}:$prev in
    explain:--origin) return ;;
    explain:--url) return ;;
    explain:--method | explain:-X) return ;;
    explain:--header | explain:-H) return ;;
    explain:--credentials) words='same-origin include omit' ;;
    explain:--mode) words='cors no-cors same-origin navigate' ;;
    explain:--redirect) words='follow error manual' ;;
    explain:--api) words='fetch xhr' ;;
    explain:--preflight) files=1 ;;
    explain:--want) return ;;
    explain:--profile) words='standard chromium firefox webkit all' ;;
    explain:--format) words='text json' ;;
    explain:--for) words='nginx apache caddy express fastapi spring s3 go' ;;
    explain:--expect-exposed) return ;;
    explain:--expect-hidden) return ;;
    explain:--expect-type) words='basic cors opaque opaqueredirect error' ;;
    explain:--expect-error) words='OriginNotSerialized UrlNotSerialized BlobNotHere HeadEmpty HeadTruncated HeadContainsNul HeadContainsCr StatusLineMalformed StatusCodeMalformed FirstHeaderLineFolded HeaderLineWithoutColon HeaderNameMalformed HeaderValueMalformed NoFinalResponse ContentLengthConflict ConnectionSpecificHeader StatusMalformed ContentLengthForbidden HeadTooLarge FramingMalformed DuplicateConflict ProxyAuthenticationRequired DisallowedByMode CorsDisabledScheme NoCorsRedirectMode BadPort MissingAllowOriginHeader MultipleAllowOriginValues InvalidAllowOriginValue AllowOriginMismatch WildcardOriginNotAllowed InvalidAllowCredentials CorpNotSameOrigin CorpNotSameSite CorpDefaultedByEmbedderPolicy RedirectModeError LocationInvalid LocationNotHttp TooManyRedirects RedirectContainsCredentials RedirectBodyStream MethodInvalid RequestHeaderInvalid UrlIncludesCredentials NoCorsMethod NavigateMode RequestBodyInvalid ConnectionClosed SchemeNotHttp DataUrlInvalid StreamWantsHttp2 PreflightConnectionClosed PreflightResponseMalformed PreflightInvalidStatus PreflightDisallowedRedirect PreflightMissingAllowOriginHeader PreflightMultipleAllowOriginValues PreflightInvalidAllowOriginValue PreflightAllowOriginMismatch PreflightWildcardOriginNotAllowed PreflightInvalidAllowCredentials InvalidAllowMethodsPreflightResponse InvalidAllowHeadersPreflightResponse MethodDisallowedByPreflightResponse HeaderDisallowedByPreflightResponse BlockedByNosniff BlockedByMimeType' ;;
    explain:*)
      words='--origin --url -X --method -H --header --credentials --mode --redirect --api --preflight --want --profile --format --for -h --help --expect-exposed --expect-hidden --expect-type --expect-error'
      [[ $cur == -* ]] || files=1
      ;;
    fetch:--origin) return ;;
    fetch:--compare) return ;;
    fetch:--method | fetch:-X) return ;;
    fetch:--header | fetch:-H) return ;;
    fetch:--data | fetch:-d) return ;;
    fetch:--credentials) words='same-origin include omit' ;;
    fetch:--mode) words='cors no-cors same-origin navigate' ;;
    fetch:--redirect) words='follow error manual' ;;
    fetch:--api) words='fetch xhr' ;;
    fetch:--cookie) return ;;
    fetch:--resolve) return ;;
    fetch:--timeout) return ;;
    fetch:--want) return ;;
    fetch:--profile) words='standard chromium firefox webkit all' ;;
    fetch:--format) words='text json' ;;
    fetch:--for) words='nginx apache caddy express fastapi spring s3 go' ;;
    fetch:--expect-exposed) return ;;
    fetch:--expect-hidden) return ;;
    fetch:--expect-type) words='basic cors opaque opaqueredirect error' ;;
    fetch:--expect-error) words='OriginNotSerialized UrlNotSerialized BlobNotHere HeadEmpty HeadTruncated HeadContainsNul HeadContainsCr StatusLineMalformed StatusCodeMalformed FirstHeaderLineFolded HeaderLineWithoutColon HeaderNameMalformed HeaderValueMalformed NoFinalResponse ContentLengthConflict ConnectionSpecificHeader StatusMalformed ContentLengthForbidden HeadTooLarge FramingMalformed DuplicateConflict ProxyAuthenticationRequired DisallowedByMode CorsDisabledScheme NoCorsRedirectMode BadPort MissingAllowOriginHeader MultipleAllowOriginValues InvalidAllowOriginValue AllowOriginMismatch WildcardOriginNotAllowed InvalidAllowCredentials CorpNotSameOrigin CorpNotSameSite CorpDefaultedByEmbedderPolicy RedirectModeError LocationInvalid LocationNotHttp TooManyRedirects RedirectContainsCredentials RedirectBodyStream MethodInvalid RequestHeaderInvalid UrlIncludesCredentials NoCorsMethod NavigateMode RequestBodyInvalid ConnectionClosed SchemeNotHttp DataUrlInvalid StreamWantsHttp2 PreflightConnectionClosed PreflightResponseMalformed PreflightInvalidStatus PreflightDisallowedRedirect PreflightMissingAllowOriginHeader PreflightMultipleAllowOriginValues PreflightInvalidAllowOriginValue PreflightAllowOriginMismatch PreflightWildcardOriginNotAllowed PreflightInvalidAllowCredentials InvalidAllowMethodsPreflightResponse InvalidAllowHeadersPreflightResponse MethodDisallowedByPreflightResponse HeaderDisallowedByPreflightResponse BlockedByNosniff BlockedByMimeType' ;;
    fetch:*)
      words='--origin --compare -X --method -H --header -d --data --credentials --mode --redirect --api --cookie --resolve --insecure --timeout --raw --want --profile --format --for -h --help --expect-exposed --expect-hidden --expect-type --expect-error'
      ;;
    har:--origin) return ;;
    har:--url) return ;;
    har:--want) return ;;
    har:--profile) words='standard chromium firefox webkit' ;;
    har:--format) words='text json ndjson html github sarif' ;;
    har:--docs) return ;;
    har:--threads) return ;;
    har:--expect-exposed) return ;;
    har:--expect-hidden) return ;;
    har:--expect-type) words='basic cors opaque opaqueredirect error' ;;
    har:--expect-error) words='OriginNotSerialized UrlNotSerialized BlobNotHere HeadEmpty HeadTruncated HeadContainsNul HeadContainsCr StatusLineMalformed StatusCodeMalformed FirstHeaderLineFolded HeaderLineWithoutColon HeaderNameMalformed HeaderValueMalformed NoFinalResponse ContentLengthConflict ConnectionSpecificHeader StatusMalformed ContentLengthForbidden HeadTooLarge FramingMalformed DuplicateConflict ProxyAuthenticationRequired DisallowedByMode CorsDisabledScheme NoCorsRedirectMode BadPort MissingAllowOriginHeader MultipleAllowOriginValues InvalidAllowOriginValue AllowOriginMismatch WildcardOriginNotAllowed InvalidAllowCredentials CorpNotSameOrigin CorpNotSameSite CorpDefaultedByEmbedderPolicy RedirectModeError LocationInvalid LocationNotHttp TooManyRedirects RedirectContainsCredentials RedirectBodyStream MethodInvalid RequestHeaderInvalid UrlIncludesCredentials NoCorsMethod NavigateMode RequestBodyInvalid ConnectionClosed SchemeNotHttp DataUrlInvalid StreamWantsHttp2 PreflightConnectionClosed PreflightResponseMalformed PreflightInvalidStatus PreflightDisallowedRedirect PreflightMissingAllowOriginHeader PreflightMultipleAllowOriginValues PreflightInvalidAllowOriginValue PreflightAllowOriginMismatch PreflightWildcardOriginNotAllowed PreflightInvalidAllowCredentials InvalidAllowMethodsPreflightResponse InvalidAllowHeadersPreflightResponse MethodDisallowedByPreflightResponse HeaderDisallowedByPreflightResponse BlockedByNosniff BlockedByMimeType' ;;
    har:*)
      words='--origin --url --want --all --profile --format --docs --threads -h --help --expect-exposed --expect-hidden --expect-type --expect-error'
      [[ $cur == -* ]] || files=1
      ;;
    batch:--profile) words='standard chromium firefox webkit' ;;
    batch:--threads) return ;;
    batch:*)
      words='--profile --threads -h --help'
      ;;
    warc:--as) return ;;
    warc:--credentials) words='omit same-origin include' ;;
    warc:--profile) words='standard chromium firefox webkit' ;;
    warc:--threads) return ;;
    warc:*)
      words='--as --credentials --profile --threads -h --help'
      [[ $cur == -* ]] || files=1
      ;;
    reasons:--format) words='text markdown' ;;
    reasons:*)
      words='--format -h --help'
      [[ $cur == -* ]] || words='BasicResponse Safelisted ExposedByName ExposedByStar ForbiddenResponseHeaderName NotExposed StarIsLiteralWithCredentials ExposeListInvalid OpaqueResponse OpaqueRedirectResponse NetworkErrorResponse RedirectResponse MalformedLine DroppedByEngine SameOrigin CorsCheckPassed NoCors ManualRedirect RedirectToFollow OriginNotSerialized UrlNotSerialized BlobNotHere HeadEmpty HeadTruncated HeadContainsNul HeadContainsCr StatusLineMalformed StatusCodeMalformed FirstHeaderLineFolded HeaderLineWithoutColon HeaderNameMalformed HeaderValueMalformed NoFinalResponse ContentLengthConflict ConnectionSpecificHeader StatusMalformed ContentLengthForbidden HeadTooLarge FramingMalformed DuplicateConflict ProxyAuthenticationRequired DisallowedByMode CorsDisabledScheme NoCorsRedirectMode BadPort MissingAllowOriginHeader MultipleAllowOriginValues InvalidAllowOriginValue AllowOriginMismatch WildcardOriginNotAllowed InvalidAllowCredentials CorpNotSameOrigin CorpNotSameSite CorpDefaultedByEmbedderPolicy RedirectModeError LocationInvalid LocationNotHttp TooManyRedirects RedirectContainsCredentials RedirectBodyStream MethodInvalid RequestHeaderInvalid UrlIncludesCredentials NoCorsMethod NavigateMode RequestBodyInvalid ConnectionClosed SchemeNotHttp DataUrlInvalid StreamWantsHttp2 PreflightConnectionClosed PreflightResponseMalformed PreflightInvalidStatus PreflightDisallowedRedirect PreflightMissingAllowOriginHeader PreflightMultipleAllowOriginValues PreflightInvalidAllowOriginValue PreflightAllowOriginMismatch PreflightWildcardOriginNotAllowed PreflightInvalidAllowCredentials InvalidAllowMethodsPreflightResponse InvalidAllowHeadersPreflightResponse MethodDisallowedByPreflightResponse HeaderDisallowedByPreflightResponse BlockedByNosniff BlockedByMimeType'
      ;;
  esac
  if [[ $files ]]; then
    compopt -o filenames 2> /dev/null
    COMPREPLY=($(compgen -f -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
}

complete -F _corsieve corsieve
