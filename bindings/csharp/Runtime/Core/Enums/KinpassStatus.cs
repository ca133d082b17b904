// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>
    /// What a call came to. Zero is success; every other value is an error and stays the same for ever. Mirrors
    /// <c>kinpass_status</c>.
    /// </summary>
    public enum KinpassStatus
    {
        /// <summary>Success.</summary>
        Ok = 0,

        /// <summary>An argument is missing, empty or out of range. The reason of the refusal names it.</summary>
        InvalidArgument = 1,

        /// <summary>The handle is zero, of another kind, or what it named is gone.</summary>
        InvalidHandle = 2,

        /// <summary>A string is not UTF-8, or holds a zero byte.</summary>
        InvalidString = 3,

        /// <summary><c>struct_size</c> is out of range, or the struct's unknown tail is not zero.</summary>
        InvalidStructSize = 4,

        /// <summary>The function may not be called from a callback of the same client.</summary>
        Reentrant = 5,

        /// <summary>The call does not fit what the client or account is doing now.</summary>
        InvalidState = 6,

        /// <summary>The caller's buffer is too small; its <c>size</c> says how many bytes are needed.</summary>
        BufferTooSmall = 7,

        /// <summary>
        /// A limit is reached. The library's: too many open operations, or a string that is too long. The system's: it
        /// has no thread to give.
        /// </summary>
        Limit = 8,

        /// <summary>The address is not HTTPS, and not plain HTTP to a loopback address either.</summary>
        InsecureUrl = 9,

        /// <summary>This build of the library, or this platform, does not have it.</summary>
        Unsupported = 10,

        /// <summary>
        /// The operation was cancelled, or its client or account closed. The service may have acted all the same.
        /// </summary>
        Cancelled = 100,

        /// <summary>The time limit passed.</summary>
        Timeout = 101,

        /// <summary>The answer was lost after the request was sent: the single-use token in it may be spent.</summary>
        OutcomeUnknown = 102,

        /// <summary>A fault inside the library. Please report it.</summary>
        Internal = 103,

        /// <summary>No connection: refused, unreachable, or the name does not resolve.</summary>
        Connect = 200,

        /// <summary>The connection broke before the whole answer had arrived.</summary>
        ConnectionLost = 201,

        /// <summary>The server's certificate is not trusted, or stands for another name.</summary>
        Tls = 202,

        /// <summary>
        /// The answer is not what the service documents: not JSON, or a required field is missing or of a wrong type.
        /// </summary>
        MalformedAnswer = 300,

        /// <summary>The answer is larger than the library accepts.</summary>
        AnswerTooLarge = 301,

        /// <summary>The service answered with a redirect. Redirects are never followed.</summary>
        Redirected = 302,

        /// <summary>
        /// The service refused the request as invalid (HTTP 400, or another 4xx without a status of its own here).
        /// </summary>
        BadRequest = 400,

        /// <summary>The token or key is not accepted (HTTP 401).</summary>
        Unauthorized = 401,

        /// <summary>Not allowed (HTTP 403).</summary>
        Forbidden = 403,

        /// <summary>No such thing or route (HTTP 404).</summary>
        NotFound = 404,

        /// <summary>The LootLocker session, or its refresh token, is over: start a new session.</summary>
        SessionExpired = 410,

        /// <summary>The player is banned. The error carries the ban.</summary>
        PlayerBanned = 411,

        /// <summary>The account is locked for the moment (HTTP 423); tried again and still locked.</summary>
        Locked = 423,

        /// <summary>
        /// Too many requests (HTTP 429), or so the service said a moment ago: then this one was not sent, and
        /// <c>http_status</c> is 0. The error says how long to wait.
        /// </summary>
        RateLimited = 429,

        /// <summary>The service is failing (HTTP 5xx).</summary>
        ServiceUnavailable = 503,

        /// <summary>
        /// Discord refused the grant: revoked, expired or already used. The player has to link again.
        /// </summary>
        InvalidGrant = 600,

        /// <summary>
        /// Discord refused the application: wrong client secret, or a public client used as a confidential one.
        /// </summary>
        InvalidClient = 601,

        /// <summary>The player said no.</summary>
        AccessDenied = 602,

        /// <summary>The player took too long: the user code or the sign-in page expired.</summary>
        AuthorizationExpired = 603,

        /// <summary>The redirect does not belong to this authorization: its <c>state</c> differs.</summary>
        StateMismatch = 604,

        /// <summary>
        /// Discord answered with an OAuth2 error that has no status of its own here; the error's code names it.
        /// </summary>
        OAuth2 = 605,

        /// <summary>
        /// The external identity token was refused (provisional accounts); the error's code tells why.
        /// </summary>
        ExternalToken = 606,

        /// <summary>The player already has a full Discord account: link it with OAuth2 instead.</summary>
        AccountExists = 607,

        /// <summary>No browser could be opened on this machine.</summary>
        Browser = 608,

        /// <summary>
        /// Discord refused to merge the provisional account; <c>code</c> tells why. <c>530017</c>: that account is
        /// banned.
        /// </summary>
        MergeRefused = 609,

        /// <summary>The account is not linked: sign in first.</summary>
        NotLinked = 700,

        /// <summary>
        /// The link is lost for good (revoked, refused, or signed out elsewhere): the player has to link again.
        /// </summary>
        LinkLost = 701,

        /// <summary>
        /// The parent token is over and can't be refreshed (a provisional account's never can): adopt a new one, or
        /// sign in again.
        /// </summary>
        TokenNeeded = 702,

        /// <summary>No token of that kind in memory that is valid for long enough.</summary>
        NoToken = 703,

        /// <summary>An account with this player key is already open in this client.</summary>
        AccountOpen = 704,

        /// <summary>
        /// The store is not available on this machine (no keychain, no secret service). Nothing was saved.
        /// </summary>
        StoreUnavailable = 800,

        /// <summary>The store failed. Nothing was lost that had been saved before.</summary>
        StoreFailed = 801,

        /// <summary>The stored record can't be read.</summary>
        StoreCorrupt = 802,

        /// <summary>Another process holds the player's record and did not let go in time.</summary>
        StoreBusy = 803,

        /// <summary>
        /// The stored record is of a newer version of the library, as another game may bring it: it is neither used nor
        /// written over.
        /// </summary>
        StoreNewer = 804,
    }
}
