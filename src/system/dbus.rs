//! What the safe D-Bus crates leave out.

unsafe extern "C" {
    fn dbus_connection_set_change_sigpipe(will_modify_sigpipe: u32);
}

/// Keeps libdbus from ignoring SIGPIPE for the whole process: signals are the host's. It needs no help of that kind, since
/// it sends with MSG_NOSIGNAL.
pub(crate) fn leave_signals_alone() {
    unsafe { dbus_connection_set_change_sigpipe(0) };
}
