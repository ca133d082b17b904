using Kinpass.Native;

namespace Kinpass
{
    // Both stay within managed code: native code never gets a delegate.

    // Starts an operation: fills its options from `text`, and calls the function.
    internal unsafe delegate KinpassStatus StartOperation(
        NativeText text, kinpass_callback* callback, kinpass_operation* operation);

    // Copies out of an event what it is about.
    internal unsafe delegate T ReadResult<T>(kinpass_event* native);
}
