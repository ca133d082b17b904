//! Memory that is wiped when it is given back, so that no copy of a token outlives its use: not in buffers of
//! the HTTP or TLS code, not in a string that grew. It covers this library's own memory, and nothing of the
//! host's.

use std::alloc::{GlobalAlloc, Layout, System};

struct Wiping;

unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        unsafe { System.alloc_zeroed(layout) }
    }

    // `realloc` stays the default one: it allocates, copies, and gives the old block back through here.
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe {
            std::ptr::write_bytes(pointer, 0, layout.size());
            // The block is handed out as seen from here: the compiler may not drop the write before it.
            std::hint::black_box(pointer);
            System.dealloc(pointer, layout);
        }
    }
}

#[global_allocator]
static WIPING: Wiping = Wiping;
