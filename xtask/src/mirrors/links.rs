//! Methods that a mirror's comments name: C# has a compiler that looks, C++ and Unreal have this.

use std::collections::BTreeSet;

use crate::tally::Outcome;

/// Each `CLASS::method` in `text` is declared somewhere in `headers`.
pub fn check(text: &str, classes: &[&str], headers: &str) -> Outcome {
    let named: BTreeSet<&str> = classes.iter().flat_map(|class| methods(text, class)).collect();
    let missing: Vec<&str> = named.into_iter().filter(|name| !headers.contains(&format!(" {name}("))).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("named in comments, but no method: {}", missing.join(" "))) }
}

fn methods<'a>(text: &'a str, class: &str) -> Vec<&'a str> {
    let word = |text: &'a str| text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
    text.split(&format!("{class}::")).skip(1).filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_method_that_is_not_there_is_found() {
        let text = "/// See client::open, account::close.";
        assert!(check(text, &["client", "account"], "void open(int); void close();").is_ok());
        assert!(
            check(text, &["client", "account"], "void open(int); void closed();")
                .is_err_and(|why| why.contains("close"))
        );
        assert!(check(text, &["client"], "void open(int);").is_ok());
    }
}
