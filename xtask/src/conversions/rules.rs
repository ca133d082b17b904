//! What is wrong with a binding's conversions: text against the header's facts.

use std::collections::{BTreeMap, BTreeSet};

use super::bindings::{Binding, Part};
use super::roles::{Role, is_size_ours, role};
use super::source::Source;
use super::uses::{self, Types, Use};
use super::values;
use crate::context::Context;

/// What a source says, as far as it matters here.
pub struct Looked {
    pub source: Source,
    pub uses: Vec<Use>,
}

pub struct Rules<'a> {
    binding: &'a Binding,
    types: Types,
    roles: BTreeMap<String, Role>,
}

impl<'a> Rules<'a> {
    pub fn new(context: &Context, binding: &'a Binding) -> Result<Self, String> {
        let facts = context.facts()?;
        let mut rules = Self { binding, types: Types::default(), roles: BTreeMap::new() };
        for item in &facts.structs {
            let fields = item.fields.iter().filter(|field| field.name != "struct_size" || is_size_ours(&facts, item));
            let fields = fields.map(|field| (field.name.clone(), field.kind.clone())).collect();
            rules.types.0.insert(item.name.clone(), fields);
            rules.roles.insert(item.name.clone(), role(&facts, item));
        }
        for (name, fields) in binding.values(context)? {
            rules.roles.insert(name.clone(), Role::HandedOut);
            rules.types.0.insert(name, fields);
        }
        Ok(rules)
    }

    pub fn look(&self, path: &str, text: &str) -> Looked {
        let source = Source::new(path, text);
        let mut uses = uses::all(&source, &self.types);
        if self.binding.has_properties {
            uses.extend(values::own_properties(&source));
        }
        Looked { source, uses }
    }

    /// Whether a use counts for its struct, as its role says.
    fn counts(&self, one: &Use) -> bool {
        match self.roles.get(&one.owner) {
            Some(Role::Filled | Role::HandedOut) => one.is_set,
            // Whoever asks for it says its size; it is all that is ever set.
            Some(Role::Read | Role::ReadTogether) => one.is_set == (one.field == "struct_size"),
            Some(Role::Used) => true,
            None => false,
        }
    }

    /// Whether a use converts something. What others are made of is no conversion.
    pub fn converts(&self, one: &Use) -> bool {
        self.counts(one) && self.roles[&one.owner] != Role::Used
    }

    pub fn wrong(&self, looked: &[Looked]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut together: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut parts_met = BTreeSet::new();
        for one in looked {
            let mut places: BTreeMap<(&str, usize), BTreeSet<&str>> = BTreeMap::new();
            for used in one.uses.iter().filter(|used| self.counts(used)) {
                together.insert((&used.owner, &used.field));
                places.entry((&used.owner, used.declared)).or_default().insert(&used.field);
            }
            for ((owner, declared), fields) in places {
                if matches!(self.roles[owner], Role::Read | Role::HandedOut) {
                    wrong.extend(self.place(one, owner, declared, &fields, &mut parts_met));
                }
            }
        }
        wrong.extend(self.never(&together));
        for part in self.binding.parts.iter().filter(|part| !parts_met.contains(&(part.head, part.owner))) {
            wrong.push(format!("there is no part `{}` of {} any more: take it off the list", part.head, part.owner));
        }
        wrong
    }

    /// What is wrong with one place that converts a struct.
    fn place(
        &self,
        one: &Looked,
        owner: &str,
        declared: usize,
        fields: &BTreeSet<&str>,
        met: &mut BTreeSet<(&'static str, &'static str)>,
    ) -> Option<String> {
        let part = self.part(one, owner, declared);
        let expected: BTreeSet<&str> = match part {
            Some(part) => {
                met.insert((part.head, part.owner));
                part.fields.iter().copied().collect()
            }
            None => self.expected(owner).filter(|field| *field != "struct_size").collect(),
        };
        let found: BTreeSet<&str> = fields.iter().copied().filter(|field| *field != "struct_size").collect();
        if found.is_empty() || found == expected {
            return None;
        }
        let list = |these: &BTreeSet<&str>, those: &BTreeSet<&str>| {
            these.difference(those).copied().collect::<Vec<_>>().join(", ")
        };
        let place = format!("{}:{}: {owner}", one.source.path, one.source.line(declared));
        let why = part.map(|part| format!(" (a part: {})", part.why)).unwrap_or_default();
        let (missing, more) = (list(&expected, &found), list(&found, &expected));
        Some(format!("{place}{why}: left out: [{missing}]; not expected: [{more}]"))
    }

    fn part(&self, one: &Looked, owner: &str, declared: usize) -> Option<&'static Part> {
        let line = one.source.text.lines().nth(one.source.line(declared) - 1).unwrap_or_default();
        self.binding.parts.iter().find(|part| part.owner == owner && line.contains(part.head))
    }

    /// The fields of a struct that the binding has a use for.
    fn expected(&self, owner: &str) -> impl Iterator<Item = &str> {
        let is_unused = move |field: &str| {
            self.binding.unused.iter().any(|(name, _)| *name == owner || *name == format!("{owner}.{field}"))
        };
        self.types.0[owner].iter().map(|(field, _)| field.as_str()).filter(move |field| !is_unused(field))
    }

    /// Fields that no place uses, and those that are said to be unused and are not.
    fn never(&self, together: &BTreeSet<(&str, &str)>) -> Vec<String> {
        let mut wrong = Vec::new();
        for owner in self.types.0.keys() {
            let never = self.expected(owner).filter(|field| !together.contains(&(owner, field)));
            wrong.extend(never.map(|field| format!("{owner}.{field} is never {}", self.verb(owner))));
        }
        for (name, _) in self.binding.unused {
            let (owner, field) = name.split_once('.').unwrap_or((name, ""));
            let mut fields = self.types.0.get(owner).into_iter().flatten().map(|(name, _)| name.as_str());
            let exists = if field.is_empty() { fields.next().is_some() } else { fields.any(|name| name == field) };
            let is_used = together.iter().any(|used| used.0 == owner && (field.is_empty() || used.1 == field));
            if !exists || is_used {
                wrong.push(format!("{name} is listed as unused, and is used or gone: take it off the list"));
            }
        }
        wrong
    }

    fn verb(&self, owner: &str) -> &'static str {
        match self.roles[owner] {
            Role::Filled | Role::HandedOut => "set",
            Role::Read | Role::ReadTogether => "read",
            Role::Used => "used",
        }
    }
}
