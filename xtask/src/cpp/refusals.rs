//! What must not compile: `tests/cpp/must_not_compile`. Each file compiles as it is, and does not with `-DWRONG`, for
//! the reason that it names.

use std::fs;
use std::path::Path;

use crate::context::{Context, TEST_LIMIT};
use crate::cpp::toolchain::{COMPILERS, Variant};
use crate::install;
use crate::tally::{Outcome, Tally};

const EXPECT: &str = "// expect: ";

pub fn run(context: &Context, tally: &mut Tally) {
    match install::list(&context.root.join("tests/cpp/must_not_compile")) {
        Ok(files) if !files.is_empty() => {
            for file in files {
                let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                tally.check(&format!("cpp: must not compile: {name}"), check(context, &file));
            }
        }
        Ok(_) => tally.check("cpp: must not compile", Err("there are no such files".to_owned())),
        Err(why) => tally.check("cpp: must not compile", Err(why)),
    }
}

fn check(context: &Context, file: &Path) -> Outcome {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let expected = text.lines().find_map(|line| line.strip_prefix(EXPECT)).ok_or(format!("no `{EXPECT}` line"))?;
    for compiler in COMPILERS {
        let variant = Variant::new(compiler, "c++17", true);
        let compile = |flags: &[&str]| {
            let mut command = variant.command(context);
            context.run(command.arg("-fsyntax-only").args(flags).arg(file), TEST_LIMIT)
        };
        compile(&[]).result().map_err(|why| format!("the right version does not compile:\n{why}"))?;
        let wrong = compile(&["-DWRONG"]);
        if wrong.success {
            return Err(format!("{compiler} compiles the wrong version"));
        }
        // Not by a typing error in the test: for the reason that it is about.
        if !expected.split(" | ").any(|reason| wrong.output.contains(reason.trim())) {
            return Err(format!("{compiler} refuses it for another reason than {expected:?}:\n{}", wrong.explain()));
        }
    }
    Ok(())
}
