//! A second Rust library, as another vendor would ship it: static, with a standard library and a panic runtime of its own.

use std::collections::HashMap;
use std::panic;
use std::thread;

/// Uses what Kinpass uses, too: threads, maps, formatting, unwinding.
#[unsafe(no_mangle)]
pub extern "C" fn second_library_answer() -> u32 {
    panic::set_hook(Box::new(|_| {}));
    let caught = panic::catch_unwind(|| panic!("planned"));
    let words: HashMap<String, u32> = (0..40).map(|number| (format!("word {number}"), number)).collect();
    let sum = thread::spawn(move || words.values().count() as u32).join().unwrap_or(0);
    sum + if caught.is_err() { 2 } else { 0 }
}
