//! Enums of the header that travel as `int32_t`, so that a number which is none of theirs is an error.

use crate::error::{Error, Result};

/// Made by [`numbered`].
pub(super) trait Numbered: Copy {
    const NAME: &'static str;

    fn of(number: i32) -> Option<Self>;
}

/// Names the members of an enum. One that is forgotten does not compile.
macro_rules! numbered {
    ($name:ident { $($member:ident),+ $(,)? }) => {
        impl $crate::ffi::enums::Numbered for $name {
            const NAME: &'static str = stringify!($name);

            fn of(number: i32) -> Option<Self> {
                const _: fn($name) = |it| match it { $($name::$member)|+ => () };
                [$($name::$member),+].into_iter().find(|member| *member as i32 == number)
            }
        }
    };
}
pub(super) use numbered;

/// The member of this number.
pub(super) fn read<T: Numbered>(field: &str, number: i32) -> Result<T> {
    T::of(number).ok_or_else(|| Error::argument(field, format_args!("one of {}", T::NAME), number))
}
