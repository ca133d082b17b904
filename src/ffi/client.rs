//! Clients and their events.

use super::config::kinpass_config;
use super::event::kinpass_event;
use super::handle::{self, kinpass_client, kinpass_operation};
use super::{guard, options, output, pulled, receiver};
use crate::instance::Instance;
use crate::status::Status;
use crate::sync::Deadline;
use std::time::Duration;

/// Makes a client. Costs microseconds: TLS and connections are set up on the worker. Any number of clients
/// live side by side, up to 65,536, and come and go without end. A client is of its process: one that is
/// forked off has none.
///
/// **Thread** any. **Blocks** no. **Ownership** `config` is copied; end with kinpass_client_destroy.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STRING,
/// KINPASS_ERROR_INVALID_STRUCT_SIZE, KINPASS_ERROR_INSECURE_URL, KINPASS_ERROR_UNSUPPORTED (store not built
/// in), KINPASS_ERROR_LIMIT. **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_client_create(config: *const kinpass_config, client: *mut kinpass_client) -> Status {
    guard(config, || unsafe {
        let client = output(client, "client")?;
        let config = options::read(config)?;
        let (log, made) = (config.log()?, config.read()?);
        client.write(handle::add_client(|slot| {
            // The last thing that can fail: from here on the event callback is the library's.
            Instance::new(slot, made, log, receiver::of(config.event_callback))
        })?);
        Ok(())
    })
}

/// Ends a client. No new operation starts; open ones complete as KINPASS_ERROR_CANCELLED; their callbacks,
/// and those of events not yet delivered, run within this call on this thread. Afterwards the handle is stale
/// and no callback runs. Events that were pulled stay valid until they are released. A host that only pulls
/// calls kinpass_client_cancel_all and pulls the rest first, if it wants to see each completion.
///
/// **Thread** any but a callback of this client. **Blocks** at most `timeout_ms` (0: 2,000): until callbacks
/// on other threads and store functions have returned, and accounts have stored what they have to.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_REENTRANT, KINPASS_ERROR_TIMEOUT (destroyed, but a
/// function of the host had not returned, or a record was not stored yet). **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_client_destroy(client: kinpass_client, timeout_ms: u32) -> Status {
    guard(client, || handle::destroy_client(client, timeout_ms))
}

/// Delivers the events that are waiting, by calling their callbacks on this thread; events without one go to
/// kinpass_config.event_callback, or are dropped. `delivered` may be NULL. With nothing to do it costs
/// nanoseconds: call it every frame.
///
/// **Thread** any but a callback of this client. **Blocks** no longer than the callbacks.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_REENTRANT,
/// KINPASS_ERROR_INVALID_STATE (with `callbacks_on_worker`). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_client_poll(client: kinpass_client, delivered: *mut u32) -> Status {
    guard(client, || {
        let count = handle::instance(client)?.client().poll()?;
        if !delivered.is_null() {
            unsafe { delivered.write(count) };
        }
        Ok(())
    })
}

/// Hands out the next event, or NULL if there is none. No callback is called: for hosts that can't be called
/// from native code.
///
/// **Thread** any, also a callback. **Blocks** no. **Ownership** release it with kinpass_event_release.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_INVALID_ARGUMENT, KINPASS_ERROR_INVALID_STATE (with
/// `callbacks_on_worker`). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_client_next_event(client: kinpass_client, event: *mut *const kinpass_event) -> Status {
    guard(client, || unsafe {
        let event = output(event, "event")?;
        let next = handle::instance(client)?.client().next_event()?;
        event.write(next.map_or(std::ptr::null(), pulled::hand_out));
        Ok(())
    })
}

/// Lets go of an event from kinpass_client_next_event, and wipes its strings. Works after the client is
/// destroyed, too. Call it once for each event: afterwards its address may be that of another, which a second
/// call would take from its owner.
///
/// **Thread** any. **Blocks** no. **Ownership** takes the event.
/// **Errors** KINPASS_ERROR_INVALID_ARGUMENT (NULL), KINPASS_ERROR_INVALID_HANDLE (no event has that
/// address). **Since** 0.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kinpass_event_release(event: *const kinpass_event) -> Status {
    guard((), || pulled::take_back(event))
}

/// Waits until an event is ready to be polled or pulled. For tools; a game polls every frame instead.
///
/// **Thread** any but a callback of this client. **Blocks** at most `timeout_ms`.
/// **Errors** KINPASS_ERROR_TIMEOUT (no event), KINPASS_ERROR_INVALID_HANDLE, KINPASS_ERROR_REENTRANT,
/// KINPASS_ERROR_INVALID_STATE (with `callbacks_on_worker`), KINPASS_ERROR_CANCELLED (destroyed meanwhile).
/// **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_client_wait(client: kinpass_client, timeout_ms: u32) -> Status {
    guard(client, || {
        let deadline = Deadline::after(Duration::from_millis(timeout_ms.into()));
        handle::instance(client)?.client().wait(deadline)
    })
}

/// Cancels every open operation of the client, as kinpass_operation_cancel does.
///
/// **Thread** any. **Blocks** no. **Errors** KINPASS_ERROR_INVALID_HANDLE. **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_client_cancel_all(client: kinpass_client) -> Status {
    guard(client, || {
        handle::instance(client)?.cancel_all();
        Ok(())
    })
}

/// Completes an operation as KINPASS_ERROR_CANCELLED at once, unless it has completed already. The service
/// may have acted all the same. Calling it again changes nothing.
///
/// **Thread** any. **Blocks** no.
/// **Errors** KINPASS_ERROR_INVALID_HANDLE (also: its completion was delivered; harmless). **Since** 0.1.
#[unsafe(no_mangle)]
pub extern "C" fn kinpass_operation_cancel(operation: kinpass_operation) -> Status {
    guard(operation, || handle::cancel(operation))
}
