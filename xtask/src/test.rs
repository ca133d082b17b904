//! `cargo xtask test`: every check of the project.

use std::time::Instant;

use crate::context::Context;
use crate::setup::{self, Need};
use crate::tally::{Outcome, Tally};
use crate::{
    abi, browser, c, conversions, cpp, csharp, docs, exports, header, lints, mirrors, parallel, quickstart, readme,
    rust, sanitizers, secret_service, torture, unreal,
};

/// A group of checks with a name for `--only`.
struct Step {
    name: &'static str,
    needs: &'static [&'static Need],
    run: fn(&Context, &mut Tally),
    /// Runs only when asked for: it needs a browser.
    with_browser: bool,
}

impl Step {
    fn count(&self, context: &Context) -> Tally {
        let (begin, mut tally) = (Instant::now(), Tally::default());
        (self.run)(context, &mut tally);
        println!("        {} took {:.0?}", self.name, begin.elapsed());
        tally
    }
}

const fn step(name: &'static str, needs: &'static [&'static Need], run: fn(&Context, &mut Tally)) -> Step {
    Step { name, needs, run, with_browser: false }
}

/// In the order in which they begin, two at a time: what is quick to fail comes first, then what mostly waits (for
/// time-outs, for the sandbox) beside what mostly computes.
const STEPS: &[Step] = &[
    step("docs", docs::NEEDS, docs::run),
    step("lints", lints::NEEDS, lints::run),
    step("header", header::NEEDS, header::run),
    step("mirrors", mirrors::NEEDS, mirrors::run),
    step("conversions", conversions::NEEDS, conversions::run),
    step("exports", exports::NEEDS, exports::run),
    step("abi", abi::NEEDS, abi::run),
    step("quickstart", quickstart::NEEDS, quickstart::run),
    step("cpp", cpp::NEEDS, cpp::run),
    step("rust", rust::NEEDS, rust::run),
    step("unreal", unreal::NEEDS, unreal::run),
    step("csharp", csharp::NEEDS, csharp::run),
    step("c", c::NEEDS, c::run),
    step("sanitizers", sanitizers::NEEDS, sanitizers::run),
    step("torture", torture::NEEDS, torture::run),
    step("secret-service", secret_service::NEEDS, secret_service::run),
    step("readme", readme::NEEDS, readme::run),
    Step { name: "browser", needs: browser::NEEDS, run: browser::run, with_browser: true },
];

/// Runs the steps and closes with `N passed, N failed`, and `, N skipped` if there are such.
pub fn command(context: &Context, args: &[String]) -> Outcome {
    let steps = choose(args)?;
    let needs: Vec<&Need> = steps.iter().flat_map(|step| step.needs).copied().collect();
    let mut tally = Tally::default();
    match setup::run(context, &needs) {
        Ok(()) => {
            for counted in parallel::map(steps, |step| step.count(context)) {
                tally.merge(counted);
            }
        }
        Err(why) => tally.check("setup: all tools are here", Err(why)),
    }
    tally.close()
}

fn choose(args: &[String]) -> Result<Vec<&'static Step>, String> {
    let mut browser = false;
    let mut only = None;
    for arg in args {
        match (arg.as_str(), &mut only) {
            ("--browser", _) => browser = true,
            ("--only", only) => *only = Some(Vec::new()),
            (name, Some(names)) if STEPS.iter().any(|step| step.name == name) => names.push(name.to_owned()),
            (other, _) => {
                let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
                return Err(format!("there is no {other:?}; the steps are: {}", names.join(" ")));
            }
        }
    }
    let chosen = |step: &&Step| match &only {
        Some(names) => names.iter().any(|name| name == step.name),
        None => browser || !step.with_browser,
    };
    Ok(STEPS.iter().filter(chosen).collect())
}
