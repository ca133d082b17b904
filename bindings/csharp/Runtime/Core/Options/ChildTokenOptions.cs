using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="KinpassAccount.GetChildTokenAsync(ChildTokenOptions, System.Threading.CancellationToken)"/>.</summary>
    public sealed class ChildTokenOptions
    {
        /// <summary>The game's application id. Default: the account's.</summary>
        public string ApplicationId { get; set; }

        /// <summary>For how long the token still has to be valid. Default one minute.</summary>
        public TimeSpan MinValidity { get; set; }

        /// <summary>Exchange anew even if a good one is at hand.</summary>
        public bool Force { get; set; }

        internal unsafe kinpass_account_get_child_token_options ToNative(NativeText text)
        {
            kinpass_account_get_child_token_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_account_get_child_token_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_account_get_child_token_options)));
            native.application_id = text.Add(ApplicationId);
            native.min_validity_s = Units.ToSeconds(MinValidity, "MinValidity");
            native.force = (byte)(Force ? 1 : 0);
            return native;
        }
    }
}
