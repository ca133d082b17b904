// Written by `cargo xtask mirrors` from include/kinpass.h. Change it there.
using System;
using System.Runtime.InteropServices;

namespace Kinpass.Native
{
    // What everything else is made of.
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct kinpass_buffer
    {
        public byte* data;
        public UIntPtr capacity;
        public UIntPtr size;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct kinpass_string
    {
        public byte* data;
        public UIntPtr size;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_client
    {
        public ulong id;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_operation
    {
        public ulong id;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_account
    {
        public ulong id;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct kinpass_callback
    {
        public IntPtr function;
        public IntPtr user_data;
        public IntPtr release;
    }
}
