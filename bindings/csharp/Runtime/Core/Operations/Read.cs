using Kinpass.Native;

namespace Kinpass
{
    // What an event carries, by what it is about. Kept as fields so that no call makes a delegate anew.
    internal static unsafe class Read
    {
        internal static readonly ReadResult<bool> Nothing = native => true;
        internal static readonly ReadResult<ParentToken> ParentToken = native => new ParentToken(native);
        internal static readonly ReadResult<ChildToken> ChildToken = native => new ChildToken(native);
        internal static readonly ReadResult<LootLockerSession> Session = native => new LootLockerSession(native);
        internal static readonly ReadResult<DiscordAuthorization> Authorization = native => new DiscordAuthorization(native);
        internal static readonly ReadResult<ServiceResponse> Response = native => ServiceResponse.Read(native->response);
        internal static readonly ReadResult<KinpassError> Error = native => KinpassError.Read(native->error, native->status);
    }
}
