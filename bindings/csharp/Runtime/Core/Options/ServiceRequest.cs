using System;
using Kinpass.Native;

namespace Kinpass
{
    /// <summary>For <see cref="KinpassAccount.RequestAsync"/>: one JSON request, sent with the account's credentials.</summary>
    public sealed class ServiceRequest
    {
        /// <summary>Whom to ask.</summary>
        public KinpassService Service { get; set; }

        /// <summary><c>GET</c> (default), <c>POST</c>, <c>PUT</c>, <c>PATCH</c> or <c>DELETE</c>.</summary>
        public string Method { get; set; }

        /// <summary>Path and query below the service's base, beginning with <c>/</c>. Required.</summary>
        public string Path { get; set; }

        /// <summary>JSON; null for none.</summary>
        public string BodyJson { get; set; }

        /// <summary>Discord: whose child token. Default: the account's application.</summary>
        public string ApplicationId { get; set; }

        internal unsafe kinpass_account_request_options ToNative(NativeText text)
        {
            kinpass_account_request_options native;
            KinpassLibrary.Check(NativeMethods.kinpass_account_request_options_init(&native, (UIntPtr)(uint)sizeof(kinpass_account_request_options)));
            native.service = (int)Service;
            native.method = text.Add(Method);
            native.path = text.Add(Path);
            native.body_json = text.Add(BodyJson);
            native.application_id = text.Add(ApplicationId);
            return native;
        }
    }
}
