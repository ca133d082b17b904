//! Arrows go down only: no circle of files. A module and what lies below it may know each other.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use super::modules::{self, Module, below, show};
use super::paths::{self, Paths, Written};
use crate::context::Context;
use crate::tally::{Outcome, Tally};

/// The crates that are looked at.
const CRATES: &[&str] = &["src", "sandbox/src", "xtask/src", "benches/src"];

/// As many re-exports as are followed to where a name comes from.
const MOST_REEXPORTS: usize = 8;

pub fn run(context: &Context, tally: &mut Tally) {
    for dir in CRATES {
        tally.check(&format!("lints: no circle of files in {dir}"), check(&context.root.join(dir)));
    }
}

fn check(dir: &Path) -> Outcome {
    let arrows = Arrows::read(&modules::read(dir)?)?;
    let knots = arrows.knots(&arrows.modules());
    if knots.is_empty() { Ok(()) } else { Err(knots.iter().map(|knot| arrows.describe(knot)).collect()) }
}

/// Which file names something of which other, and one path by which it does.
struct Arrows(BTreeMap<Module, BTreeMap<Module, String>>);

impl Arrows {
    fn read(files: &BTreeMap<Module, String>) -> Result<Self, String> {
        let mut all = BTreeMap::new();
        for (module, text) in files {
            let paths = paths::read(module, text).map_err(|why| format!("{}: {why}", show(module)))?;
            all.insert(module.clone(), paths);
        }
        let names = Names::of(&all);
        let mut arrows: BTreeMap<Module, BTreeMap<Module, String>> = BTreeMap::new();
        for (module, paths) in &all {
            let own = arrows.entry(module.clone()).or_default();
            for path in paths.uses.iter().map(|(_, path)| path).chain(&paths.mentions) {
                if let Some(file) = names.file(module, path).filter(|file| file != module) {
                    own.entry(file).or_insert_with(|| path.parts.join("::"));
                }
            }
        }
        Ok(Self(arrows))
    }

    fn modules(&self) -> BTreeSet<Module> {
        self.0.keys().cloned().collect()
    }

    /// The largest sets of files, among `files`, of which each leads to each other. Without its head (a module above all
    /// others of its set) a set has to come apart.
    fn knots(&self, files: &BTreeSet<Module>) -> Vec<BTreeSet<Module>> {
        let reached: BTreeMap<&Module, BTreeSet<Module>> =
            files.iter().map(|file| (file, self.reached(file, files))).collect();
        let mut knots = Vec::new();
        let mut seen = BTreeSet::new();
        for file in files {
            let set: BTreeSet<Module> =
                reached[file].iter().filter(|other| reached[other].contains(file)).cloned().collect();
            if !set.contains(file) || !seen.insert(set.clone()) {
                continue;
            }
            match set.iter().find(|head| set.iter().all(|other| other.starts_with(head))) {
                Some(head) => knots.extend(self.knots(&set.iter().filter(|file| *file != head).cloned().collect())),
                None => knots.push(set),
            }
        }
        knots
    }

    /// Where one or more arrows lead.
    fn reached(&self, file: &Module, among: &BTreeSet<Module>) -> BTreeSet<Module> {
        let mut reached = BTreeSet::new();
        let mut open = vec![file];
        while let Some(file) = open.pop() {
            let next = self.0[file].keys().filter(|next| among.contains(*next));
            open.extend(next.filter(|next| reached.insert((*next).clone())));
        }
        reached
    }

    /// The files of a knot, and the shortest circle in it.
    fn describe(&self, knot: &BTreeSet<Module>) -> String {
        let circles = knot.iter().filter_map(|file| self.circle(file, knot));
        let shortest = circles.min_by_key(Vec::len).unwrap_or_default();
        let mut text = format!("{}\n", knot.iter().map(|file| show(file)).collect::<Vec<_>>().join(", "));
        for (from, to) in shortest.iter().zip(shortest.iter().cycle().skip(1)) {
            text += &format!("    {} names {} of {}\n", show(from), self.0[from][to], show(to));
        }
        text
    }

    /// The shortest way from a file back to it, by more than a module and its child.
    fn circle(&self, start: &Module, among: &BTreeSet<Module>) -> Option<Vec<Module>> {
        let mut seen = BTreeSet::new();
        let mut ways = VecDeque::from([vec![start.clone()]]);
        while let Some(way) = ways.pop_front() {
            for next in self.0[&way[way.len() - 1]].keys().filter(|next| among.contains(*next)) {
                if next == start && !(way.len() == 2 && is_family(start, &way[1])) {
                    return Some(way);
                }
                if seen.insert(next.clone()) {
                    ways.push_back(way.iter().chain([next]).cloned().collect());
                }
            }
        }
        None
    }
}

/// What the names in each file stand for.
struct Names(BTreeMap<Module, BTreeMap<String, Module>>);

impl Names {
    fn of(files: &BTreeMap<Module, Paths>) -> Self {
        let mut names = Self(files.keys().map(|module| (module.clone(), BTreeMap::new())).collect());
        for (module, paths) in files {
            for (name, path) in &paths.uses {
                if let (Some(name), Some(meant)) = (name, names.absolute(module, path)) {
                    names.0.entry(module.clone()).or_default().insert(name.clone(), meant);
                }
            }
        }
        names
    }

    /// The file in which that stands which a path in the file of `module` means; none if it is another crate's.
    fn file(&self, module: &Module, path: &Written) -> Option<Module> {
        let mut path = self.absolute(module, path)?;
        for _ in 0..MOST_REEXPORTS {
            let depth = (0..=path.len()).rev().find(|depth| self.0.contains_key(&path[..*depth]))?;
            let (file, rest) = path.split_at(depth);
            match rest.first().and_then(|name| self.0[file].get(name)) {
                Some(meant) if *meant != path => path = [&meant[..], &rest[1..]].concat(),
                _ => return Some(file.to_vec()),
            }
        }
        None
    }

    /// The path from the crate's root.
    fn absolute(&self, file: &Module, path: &Written) -> Option<Module> {
        let (first, mut rest) = path.parts.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Module::new(),
            "self" => path.within.clone(),
            "super" => parent(&path.within),
            name => match self.0[file].get(name) {
                Some(meant) => meant.clone(),
                None => Some(below(file, name)).filter(|child| self.0.contains_key(child))?,
            },
        };
        while let [first, more @ ..] = rest
            && first == "super"
        {
            (base, rest) = (parent(&base), more);
        }
        Some([&base[..], rest].concat())
    }
}

/// Whether one lies below the other.
fn is_family(one: &[String], other: &[String]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

fn parent(module: &[String]) -> Module {
    module[..module.len().saturating_sub(1)].to_vec()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Arrows, show};

    /// The knots of a crate, each as the names of its files.
    fn knots(files: &[(&str, &str)]) -> Vec<String> {
        let parts = |name: &str| match name {
            "crate" => Vec::new(),
            name => name.split("::").map(str::to_owned).collect(),
        };
        let files: BTreeMap<_, _> = files.iter().map(|(name, text)| (parts(name), (*text).to_owned())).collect();
        let arrows = Arrows::read(&files).unwrap();
        let names =
            |knot: &std::collections::BTreeSet<_>| knot.iter().map(|file: &Vec<_>| show(file)).collect::<Vec<_>>();
        arrows.knots(&arrows.modules()).iter().map(|knot| names(knot).join(" ")).collect()
    }

    const ROOT: (&str, &str) = ("crate", "mod a; mod b; mod c;");

    #[test]
    fn a_planted_circle_is_found() {
        assert_eq!(knots(&[ROOT, ("a", "use crate::b::B;"), ("b", "struct B(crate::a::A);")]), ["a b"]);
        let three = [ROOT, ("a", "use super::b;"), ("b", "use crate::{c::C};"), ("c", "fn f() { super::a::f() }")];
        assert_eq!(knots(&three), ["a b c"]);
    }

    #[test]
    fn arrows_that_go_down_are_none() {
        let down =
            [ROOT, ("a", "use crate::{b, c};"), ("b", "use crate::c::C; use std::a::x;"), ("c", "// crate::a\n")];
        assert_eq!(knots(&down), [""; 0]);
    }

    #[test]
    fn a_module_and_its_children_know_each_other() {
        let family = [
            ("crate", "mod a;"),
            ("a", "mod one; mod two; fn help() { one::run() }"),
            ("a::one", "use super::two::Two; fn run() { super::help() }"),
            ("a::two", "use super::help;"),
        ];
        assert_eq!(knots(&family), [""; 0]);
    }

    #[test]
    fn children_that_know_each_other_are_a_circle() {
        let family = [
            ("crate", "mod a;"),
            ("a", "mod one; mod two; use one::One;"),
            ("a::one", "use super::two::Two;"),
            ("a::two", "use super::{one, help};"),
        ];
        assert_eq!(knots(&family), ["a::one a::two"]);
    }

    #[test]
    fn a_circle_through_a_child_is_a_circle() {
        let through =
            [ROOT, ("a", "mod one; use crate::b::B;"), ("a::one", "use super::A;"), ("b", "use crate::a::one;")];
        assert_eq!(knots(&through), ["a a::one b"]);
    }

    #[test]
    fn a_name_is_followed_to_where_it_comes_from() {
        // The root hands out what `b` has: who takes it from there depends on `b`.
        let root = ("crate", "mod a; mod b; pub use b::B;");
        assert_eq!(knots(&[root, ("a", "use crate::B;"), ("b", "use crate::a::A;")]), ["a b"]);
        let renamed = [
            ROOT,
            ("a", "use crate::b as other; fn f() { other::g() }"),
            ("b", "use crate::c::A;"),
            ("c", "pub use crate::a::A;"),
        ];
        assert_eq!(knots(&renamed), ["a b"]);
    }
}
