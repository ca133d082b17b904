//! The facts of `include/kinpass.h`: its enums, structs and functions, each with its documentation. All that looks into
//! the header looks here.

mod declarations;
mod parse;

/// What the C header declares, in its order.
#[derive(Debug, Default)]
pub struct Facts {
    pub enums: Vec<Enum>,
    pub structs: Vec<Struct>,
    pub functions: Vec<Function>,
    /// Names of the types of function pointers.
    pub callbacks: Vec<String>,
}

/// Lines of a comment; an empty one parts what a thing is from its contract.
pub type Doc = Vec<String>;

#[derive(Debug)]
pub struct Enum {
    pub name: String,
    pub doc: Doc,
    pub members: Vec<Member>,
}

#[derive(Debug)]
pub struct Member {
    pub name: String,
    pub number: i32,
    pub doc: Doc,
}

#[derive(Debug)]
pub struct Struct {
    pub name: String,
    pub fields: Vec<Variable>,
}

/// A field or a parameter.
#[derive(Debug, PartialEq)]
pub struct Variable {
    /// As written: `const char *`. That of a function pointer is `*`.
    pub kind: String,
    pub name: String,
    /// How many there are, if it is an array.
    pub count: Option<usize>,
}

#[derive(Debug)]
pub struct Function {
    pub name: String,
    pub returns: String,
    pub parameters: Vec<Variable>,
}

impl Facts {
    /// Reads a header. A declaration that it does not know is an error: what is not read is not checked either.
    pub fn read(header: &str) -> Result<Self, String> {
        let facts = parse::facts(&declarations::all(header))?;
        match (facts.enums.is_empty(), facts.structs.is_empty(), facts.functions.is_empty()) {
            (false, false, false) => Ok(facts),
            _ => Err("the header declares no enums, no structs or no functions: is it read right?".to_owned()),
        }
    }

    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.iter().find(|function| function.name == name)
    }

    pub fn enumeration(&self, name: &str) -> Option<&Enum> {
        self.enums.iter().find(|item| item.name == name)
    }

    /// Begins with its size, which tells the library how much of it the caller knows. What the library hands out tells
    /// its size, too; it is asked for by a pointer to a pointer.
    pub fn is_filled_by_caller(&self, item: &Struct) -> bool {
        let handed_out = format!("const {} **", item.name);
        let mut parameters = self.functions.iter().flat_map(|function| &function.parameters);
        item.fields.first().is_some_and(|field| field.name == "struct_size")
            && !parameters.any(|parameter| parameter.kind == handed_out)
    }

    /// The functions' names, sorted.
    pub fn function_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.functions.iter().map(|function| function.name.as_str()).collect();
        names.sort_unstable();
        names
    }

    /// The kinds of events that are ever delivered.
    pub fn event_kinds(&self) -> Result<Vec<&str>, String> {
        let kinds = self.enumeration("kinpass_event_kind").ok_or("the header has no kinpass_event_kind")?;
        Ok(kinds.members.iter().filter(|kind| kind.number != 0).map(|kind| kind.name.as_str()).collect())
    }
}

/// `kinpass_event` of `const kinpass_event **`.
pub fn bare(kind: &str) -> &str {
    kind.trim_start_matches("const ").trim_end_matches(['*', ' '])
}

impl Function {
    /// As C declares it, without the semicolon.
    pub fn declaration(&self) -> String {
        let parameters: Vec<String> =
            self.parameters.iter().map(|Variable { kind, name, .. }| format!("{kind} {name}")).collect();
        let parameters = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
        format!("{} {}({parameters})", self.returns, self.name)
    }

    /// Whether it starts an operation.
    pub fn starts(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.kind == "kinpass_operation *")
    }
}

#[cfg(test)]
mod tests;
