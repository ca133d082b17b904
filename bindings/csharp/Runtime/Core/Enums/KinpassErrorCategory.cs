// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
namespace Kinpass
{
    /// <summary>
    /// The domain of an error. The hundreds of its status tell it. Mirrors <c>kinpass_error_category</c>.
    /// </summary>
    public enum KinpassErrorCategory
    {
        /// <summary>No error.</summary>
        None = 0,

        /// <summary>The call was wrong.</summary>
        Usage = 1,

        /// <summary>
        /// The operation ended without an answer: cancelled, out of time, outcome unknown, a fault in the library.
        /// </summary>
        Operation = 2,

        /// <summary>No connection, or it broke.</summary>
        Network = 3,

        /// <summary>The answer was not what the service documents.</summary>
        Answer = 4,

        /// <summary>The service refused or is failing.</summary>
        Service = 5,

        /// <summary>Discord's authorization refused.</summary>
        Authorization = 6,

        /// <summary>The account's state.</summary>
        Account = 7,

        /// <summary>The account's store.</summary>
        Store = 8,
    }
}
