//! The status codes of the ABI. They carry their C names in Rust too: one name to search for.

use std::ffi::CStr;

/// What a call came to. Zero is success; every other value is an error and stays the same for ever.
///
/// The hundreds tell the domain (see `kinpass_error_category`). `docs/errors.md` says for each what to do.
#[repr(i32)]
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Status {
    /// Success.
    KINPASS_OK = 0,

    /// An argument is missing, empty or out of range. The reason of the refusal names it.
    KINPASS_ERROR_INVALID_ARGUMENT = 1,
    /// The handle is zero, of another kind, or what it named is gone.
    KINPASS_ERROR_INVALID_HANDLE = 2,
    /// A string is not UTF-8, or holds a zero byte.
    KINPASS_ERROR_INVALID_STRING = 3,
    /// `struct_size` is out of range, or the struct's unknown tail is not zero.
    KINPASS_ERROR_INVALID_STRUCT_SIZE = 4,
    /// The function may not be called from a callback of the same client.
    KINPASS_ERROR_REENTRANT = 5,
    /// The call does not fit what the client or account is doing now.
    KINPASS_ERROR_INVALID_STATE = 6,
    /// The caller's buffer is too small; its `size` says how many bytes are needed.
    KINPASS_ERROR_BUFFER_TOO_SMALL = 7,
    /// A limit is reached. The library's: too many open operations, or a string that is too long. The
    /// system's: it has no thread to give.
    KINPASS_ERROR_LIMIT = 8,
    /// The address is not HTTPS, and not plain HTTP to a loopback address either.
    KINPASS_ERROR_INSECURE_URL = 9,
    /// This build of the library, or this platform, does not have it.
    KINPASS_ERROR_UNSUPPORTED = 10,

    /// The operation was cancelled, or its client or account closed. The service may have acted all the same.
    KINPASS_ERROR_CANCELLED = 100,
    /// The time limit passed.
    KINPASS_ERROR_TIMEOUT = 101,
    /// The answer was lost after the request was sent: the single-use token in it may be spent.
    KINPASS_ERROR_OUTCOME_UNKNOWN = 102,
    /// A fault inside the library. Please report it.
    KINPASS_ERROR_INTERNAL = 103,

    /// No connection: refused, unreachable, or the name does not resolve.
    KINPASS_ERROR_CONNECT = 200,
    /// The connection broke before the whole answer had arrived.
    KINPASS_ERROR_CONNECTION_LOST = 201,
    /// The server's certificate is not trusted, or stands for another name.
    KINPASS_ERROR_TLS = 202,

    /// The answer is not what the service documents: not JSON, or a required field is missing or of a wrong
    /// type.
    KINPASS_ERROR_MALFORMED_ANSWER = 300,
    /// The answer is larger than the library accepts.
    KINPASS_ERROR_ANSWER_TOO_LARGE = 301,
    /// The service answered with a redirect. Redirects are never followed.
    KINPASS_ERROR_REDIRECTED = 302,

    /// The service refused the request as invalid (HTTP 400, or another 4xx without a status of its own here).
    KINPASS_ERROR_BAD_REQUEST = 400,
    /// The token or key is not accepted (HTTP 401).
    KINPASS_ERROR_UNAUTHORIZED = 401,
    /// Not allowed (HTTP 403).
    KINPASS_ERROR_FORBIDDEN = 403,
    /// No such thing or route (HTTP 404).
    KINPASS_ERROR_NOT_FOUND = 404,
    /// The LootLocker session, or its refresh token, is over: start a new session.
    KINPASS_ERROR_SESSION_EXPIRED = 410,
    /// The player is banned. The error carries the ban.
    KINPASS_ERROR_PLAYER_BANNED = 411,
    /// The account is locked for the moment (HTTP 423); tried again and still locked.
    KINPASS_ERROR_LOCKED = 423,
    /// Too many requests (HTTP 429), or so the service said a moment ago: then this one was not sent, and
    /// `http_status` is 0. The error says how long to wait.
    KINPASS_ERROR_RATE_LIMITED = 429,
    /// The service is failing (HTTP 5xx).
    KINPASS_ERROR_SERVICE_UNAVAILABLE = 503,

    /// Discord refused the grant: revoked, expired or already used. The player has to link again.
    KINPASS_ERROR_INVALID_GRANT = 600,
    /// Discord refused the application: wrong client secret, or a public client used as a confidential one.
    KINPASS_ERROR_INVALID_CLIENT = 601,
    /// The player said no.
    KINPASS_ERROR_ACCESS_DENIED = 602,
    /// The player took too long: the user code or the sign-in page expired.
    KINPASS_ERROR_AUTHORIZATION_EXPIRED = 603,
    /// The redirect does not belong to this authorization: its `state` differs.
    KINPASS_ERROR_STATE_MISMATCH = 604,
    /// Discord answered with an OAuth2 error that has no status of its own here; the error's code names it.
    KINPASS_ERROR_OAUTH2 = 605,
    /// The external identity token was refused (provisional accounts); the error's code tells why.
    KINPASS_ERROR_EXTERNAL_TOKEN = 606,
    /// The player already has a full Discord account: link it with OAuth2 instead.
    KINPASS_ERROR_ACCOUNT_EXISTS = 607,
    /// No browser could be opened on this machine.
    KINPASS_ERROR_BROWSER = 608,
    /// Discord refused to merge the provisional account; `code` tells why. `530017`: that account is banned.
    KINPASS_ERROR_MERGE_REFUSED = 609,

    /// The account is not linked: sign in first.
    KINPASS_ERROR_NOT_LINKED = 700,
    /// The link is lost for good (revoked, refused, or signed out elsewhere): the player has to link again.
    KINPASS_ERROR_LINK_LOST = 701,
    /// The parent token is over and can't be refreshed (a provisional account's never can): adopt a new one,
    /// or sign in again.
    KINPASS_ERROR_TOKEN_NEEDED = 702,
    /// No token of that kind in memory that is valid for long enough.
    KINPASS_ERROR_NO_TOKEN = 703,
    /// An account with this player key is already open in this client.
    KINPASS_ERROR_ACCOUNT_OPEN = 704,

    /// The store is not available on this machine (no keychain, no secret service). Nothing was saved.
    KINPASS_ERROR_STORE_UNAVAILABLE = 800,
    /// The store failed. Nothing was lost that had been saved before.
    KINPASS_ERROR_STORE_FAILED = 801,
    /// The stored record can't be read.
    KINPASS_ERROR_STORE_CORRUPT = 802,
    /// Another process holds the player's record and did not let go in time.
    KINPASS_ERROR_STORE_BUSY = 803,
    /// The stored record is of a newer version of the library, as another game may bring it: it is neither used
    /// nor written over.
    KINPASS_ERROR_STORE_NEWER = 804,
}

impl Status {
    /// The name of a number; never fails.
    pub(crate) fn name_of(status: i32) -> &'static CStr {
        use Status::*;
        // A test compares this list with the header.
        const NAMES: &[(Status, &CStr)] = &[
            (KINPASS_OK, c"KINPASS_OK"),
            (KINPASS_ERROR_INVALID_ARGUMENT, c"KINPASS_ERROR_INVALID_ARGUMENT"),
            (KINPASS_ERROR_INVALID_HANDLE, c"KINPASS_ERROR_INVALID_HANDLE"),
            (KINPASS_ERROR_INVALID_STRING, c"KINPASS_ERROR_INVALID_STRING"),
            (KINPASS_ERROR_INVALID_STRUCT_SIZE, c"KINPASS_ERROR_INVALID_STRUCT_SIZE"),
            (KINPASS_ERROR_REENTRANT, c"KINPASS_ERROR_REENTRANT"),
            (KINPASS_ERROR_INVALID_STATE, c"KINPASS_ERROR_INVALID_STATE"),
            (KINPASS_ERROR_BUFFER_TOO_SMALL, c"KINPASS_ERROR_BUFFER_TOO_SMALL"),
            (KINPASS_ERROR_LIMIT, c"KINPASS_ERROR_LIMIT"),
            (KINPASS_ERROR_INSECURE_URL, c"KINPASS_ERROR_INSECURE_URL"),
            (KINPASS_ERROR_UNSUPPORTED, c"KINPASS_ERROR_UNSUPPORTED"),
            (KINPASS_ERROR_CANCELLED, c"KINPASS_ERROR_CANCELLED"),
            (KINPASS_ERROR_TIMEOUT, c"KINPASS_ERROR_TIMEOUT"),
            (KINPASS_ERROR_OUTCOME_UNKNOWN, c"KINPASS_ERROR_OUTCOME_UNKNOWN"),
            (KINPASS_ERROR_INTERNAL, c"KINPASS_ERROR_INTERNAL"),
            (KINPASS_ERROR_CONNECT, c"KINPASS_ERROR_CONNECT"),
            (KINPASS_ERROR_CONNECTION_LOST, c"KINPASS_ERROR_CONNECTION_LOST"),
            (KINPASS_ERROR_TLS, c"KINPASS_ERROR_TLS"),
            (KINPASS_ERROR_MALFORMED_ANSWER, c"KINPASS_ERROR_MALFORMED_ANSWER"),
            (KINPASS_ERROR_ANSWER_TOO_LARGE, c"KINPASS_ERROR_ANSWER_TOO_LARGE"),
            (KINPASS_ERROR_REDIRECTED, c"KINPASS_ERROR_REDIRECTED"),
            (KINPASS_ERROR_BAD_REQUEST, c"KINPASS_ERROR_BAD_REQUEST"),
            (KINPASS_ERROR_UNAUTHORIZED, c"KINPASS_ERROR_UNAUTHORIZED"),
            (KINPASS_ERROR_FORBIDDEN, c"KINPASS_ERROR_FORBIDDEN"),
            (KINPASS_ERROR_NOT_FOUND, c"KINPASS_ERROR_NOT_FOUND"),
            (KINPASS_ERROR_SESSION_EXPIRED, c"KINPASS_ERROR_SESSION_EXPIRED"),
            (KINPASS_ERROR_PLAYER_BANNED, c"KINPASS_ERROR_PLAYER_BANNED"),
            (KINPASS_ERROR_LOCKED, c"KINPASS_ERROR_LOCKED"),
            (KINPASS_ERROR_RATE_LIMITED, c"KINPASS_ERROR_RATE_LIMITED"),
            (KINPASS_ERROR_SERVICE_UNAVAILABLE, c"KINPASS_ERROR_SERVICE_UNAVAILABLE"),
            (KINPASS_ERROR_INVALID_GRANT, c"KINPASS_ERROR_INVALID_GRANT"),
            (KINPASS_ERROR_INVALID_CLIENT, c"KINPASS_ERROR_INVALID_CLIENT"),
            (KINPASS_ERROR_ACCESS_DENIED, c"KINPASS_ERROR_ACCESS_DENIED"),
            (KINPASS_ERROR_AUTHORIZATION_EXPIRED, c"KINPASS_ERROR_AUTHORIZATION_EXPIRED"),
            (KINPASS_ERROR_STATE_MISMATCH, c"KINPASS_ERROR_STATE_MISMATCH"),
            (KINPASS_ERROR_OAUTH2, c"KINPASS_ERROR_OAUTH2"),
            (KINPASS_ERROR_EXTERNAL_TOKEN, c"KINPASS_ERROR_EXTERNAL_TOKEN"),
            (KINPASS_ERROR_ACCOUNT_EXISTS, c"KINPASS_ERROR_ACCOUNT_EXISTS"),
            (KINPASS_ERROR_BROWSER, c"KINPASS_ERROR_BROWSER"),
            (KINPASS_ERROR_MERGE_REFUSED, c"KINPASS_ERROR_MERGE_REFUSED"),
            (KINPASS_ERROR_NOT_LINKED, c"KINPASS_ERROR_NOT_LINKED"),
            (KINPASS_ERROR_LINK_LOST, c"KINPASS_ERROR_LINK_LOST"),
            (KINPASS_ERROR_TOKEN_NEEDED, c"KINPASS_ERROR_TOKEN_NEEDED"),
            (KINPASS_ERROR_NO_TOKEN, c"KINPASS_ERROR_NO_TOKEN"),
            (KINPASS_ERROR_ACCOUNT_OPEN, c"KINPASS_ERROR_ACCOUNT_OPEN"),
            (KINPASS_ERROR_STORE_UNAVAILABLE, c"KINPASS_ERROR_STORE_UNAVAILABLE"),
            (KINPASS_ERROR_STORE_FAILED, c"KINPASS_ERROR_STORE_FAILED"),
            (KINPASS_ERROR_STORE_CORRUPT, c"KINPASS_ERROR_STORE_CORRUPT"),
            (KINPASS_ERROR_STORE_BUSY, c"KINPASS_ERROR_STORE_BUSY"),
            (KINPASS_ERROR_STORE_NEWER, c"KINPASS_ERROR_STORE_NEWER"),
        ];
        NAMES.iter().find(|(known, _)| *known as i32 == status).map_or(c"KINPASS_ERROR_UNKNOWN", |(_, name)| name)
    }
}
