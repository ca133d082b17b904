//! What the engine's header tool does, as far as this plugin needs it: reads `UCLASS` and `GENERATED_BODY`, writes
//! `X.generated.h` and the code that makes the classes known. It refuses what the engine's would refuse.

use std::fs;
use std::path::{Path, PathBuf};

/// Types that Blueprints have. Structs, enums and objects of our own are told by their first letter.
const BLUEPRINT_TYPES: &[&str] = &["bool", "uint8", "int32", "int64", "float", "double", "FString", "FName", "FText"];

/// One reflected header.
pub struct Header {
    /// `KinpassTypes`
    stem: String,
    path: PathBuf,
    bodies: Vec<Body>,
}

/// A `GENERATED_BODY()`.
struct Body {
    line: usize,
    class: Option<Class>,
}

struct Class {
    name: String,
    base: String,
    is_abstract: bool,
    /// Members that the garbage collector has to know: `UPROPERTY` pointers to objects.
    pointers: Vec<String>,
}

impl Header {
    fn classes(&self) -> impl Iterator<Item = &Class> {
        self.bodies.iter().filter_map(|body| body.class.as_ref())
    }
}

/// Reads every header below `dir` that asks for generated code. All mistakes are reported at once.
pub fn read(dir: &Path) -> Result<Vec<Header>, String> {
    let mut headers = Vec::new();
    let mut mistakes = Vec::new();
    for path in super::files(dir, "h")? {
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if text.contains(".generated.h\"") {
            headers.push(parse(&stem, &path, &text, &mut mistakes));
        } else if ["UCLASS(", "USTRUCT(", "UENUM("].iter().any(|word| text.contains(word)) {
            mistakes.push(format!("{stem}.h: reflected, but does not include {stem}.generated.h"));
        }
    }
    if mistakes.is_empty() { Ok(headers) } else { Err(mistakes.join("\n")) }
}

/// Writes the generated headers, and one source file for all classes.
pub fn write(headers: &[Header], dir: &Path, unit: &str) -> Result<PathBuf, String> {
    let put = |name: &str, text: &str| {
        let path = dir.join(name);
        fs::write(&path, text).map(|()| path.clone()).map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut source = String::new();
    for header in headers {
        put(&format!("{}.generated.h", header.stem), &generated(header))?;
        source += &format!("#include \"{}\"\n", header.path.display());
    }
    for Class { name, base, is_abstract, pointers } in headers.iter().flat_map(Header::classes) {
        let adds: String = pointers.iter().map(|pointer| format!(" Collector.ShimAdd({pointer});")).collect();
        source += &format!(
            "SHIM_CLASS({name}, {base}, {is_abstract})\n\
             void {name}::ShimReferences(FReferenceCollector& Collector) {{ Super::ShimReferences(Collector);{adds} }}\n"
        );
    }
    put(&format!("{unit}.gen.cpp"), &source)
}

fn generated(header: &Header) -> String {
    let id = format!("FID_{}_", header.stem);
    let mut text = format!("#undef CURRENT_FILE_ID\n#define CURRENT_FILE_ID {id}\n");
    for body in &header.bodies {
        text += &format!("#define {id}{}_GENERATED_BODY", body.line);
        if let Some(Class { name, base, .. }) = &body.class {
            text += &format!(
                " public: typedef {base} Super; typedef {name} ThisClass; static UClass* StaticClass(); \
                 virtual void ShimReferences(FReferenceCollector& Collector) override; private:"
            );
        }
        text += "\n";
    }
    text
}

fn parse(stem: &str, path: &Path, text: &str, mistakes: &mut Vec<String>) -> Header {
    let lines: Vec<&str> = text.lines().collect();
    let mut mistake = |line: usize, what: &str| mistakes.push(format!("{stem}.h:{}: {what}", line + 1));
    let last_include = lines.iter().rposition(|line| line.starts_with("#include"));
    if last_include.is_none_or(|line| lines[line] != format!("#include \"{stem}.generated.h\"")) {
        mistake(last_include.unwrap_or(0), "the generated header has to be the last include");
    }
    let mut header = Header { stem: stem.to_owned(), path: path.to_owned(), bodies: Vec::new() };
    let mut kind = "";
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default().trim();
        match line.trim() {
            line if line.starts_with("UCLASS(") => {
                kind = "class";
                match class(line, next) {
                    Some(class) => header.bodies.push(Body { line: 0, class: Some(class) }),
                    None => mistake(at, "a UCLASS is followed by `class API Name : public Base`"),
                }
            }
            line if line.starts_with("USTRUCT(") => {
                kind = "struct";
                header.bodies.push(Body { line: 0, class: None });
            }
            line if line.starts_with("UENUM(") && !(next.starts_with("enum class ") && next.ends_with(" : uint8")) => {
                mistake(at, "a Blueprint enum is an `enum class` of uint8");
            }
            "GENERATED_BODY()" => match header.bodies.last_mut() {
                Some(body) if body.line == 0 => body.line = at + 1,
                _ => mistake(at, "GENERATED_BODY without UCLASS or USTRUCT"),
            },
            line if line.starts_with("UPROPERTY(") => {
                if let Some(why) = property(line, next, kind) {
                    mistake(at, &why);
                }
                if next.contains("TObjectPtr<") {
                    let name = next.trim_end_matches(';').rsplit(' ').next().unwrap_or_default();
                    if let Some(class) = header.bodies.last_mut().and_then(|body| body.class.as_mut()) {
                        class.pointers.push(name.to_owned());
                    }
                }
            }
            line if line.starts_with("UFUNCTION(") => {
                if let Some(why) = function(line, &lines[at + 1..]) {
                    mistake(at, &why);
                }
            }
            // It would run for the default object, before StartupModule has brought the library in.
            line if is_constructor(line, &header) => mistake(at, "a UCLASS with a constructor of its own"),
            line if is_object_pointer(line) && !lines[at.saturating_sub(1)].trim().starts_with("UPROPERTY(") => {
                mistake(at, "a TObjectPtr that is no UPROPERTY keeps nothing alive");
            }
            _ => {}
        }
    }
    if header.bodies.iter().any(|body| body.line == 0) {
        mistake(0, "a UCLASS or USTRUCT without GENERATED_BODY");
    }
    header
}

fn is_constructor(line: &str, header: &Header) -> bool {
    let class = header.classes().last();
    class.is_some_and(|class| line.strip_prefix(&class.name).is_some_and(|rest| rest.starts_with('(')))
}

fn is_object_pointer(line: &str) -> bool {
    line.contains("TObjectPtr<") && line.ends_with(';') && !line.contains('(')
}

fn class(macro_line: &str, declaration: &str) -> Option<Class> {
    let (head, base) = declaration.strip_prefix("class ")?.split_once(" : public ")?;
    Some(Class {
        name: head.split(' ').next_back()?.to_owned(),
        base: base.split([' ', ',', '{']).next()?.to_owned(),
        is_abstract: macro_line.contains("Abstract"),
        pointers: Vec::new(),
    })
}

/// What is wrong with a property, if anything.
fn property(specifiers: &str, declaration: &str, kind: &str) -> Option<String> {
    let (left, default) = match declaration.trim_end_matches(';').split_once(" = ") {
        Some((left, _)) => (left, true),
        None => (declaration.trim_end_matches(';'), false),
    };
    let Some((kind_of_value, name)) = left.rsplit_once(' ') else {
        return Some(format!("not a property: {declaration}"));
    };
    let shown = ["Blueprint", "Edit"].iter().any(|word| specifiers.contains(word));
    if shown && !specifiers.contains("Category") {
        return Some(format!("{name}: what is shown needs a Category"));
    }
    if shown && !is_blueprint_type(kind_of_value) {
        return Some(format!("{name}: Blueprints have no {kind_of_value}"));
    }
    let plain = ["bool", "uint8", "int32", "uint32", "int64", "uint64", "float", "double"].contains(&kind_of_value)
        || kind_of_value.starts_with('E');
    if plain && !default {
        return Some(format!("{name}: a {kind}'s number or enum needs a default"));
    }
    if kind_of_value == "bool" && !(name.starts_with('b') && name[1..].starts_with(char::is_uppercase)) {
        return Some(format!("{name}: names of bools begin with b"));
    }
    let is_config = specifiers.contains("Config");
    (is_config && ["Secret", "Password", "Authorization"].iter().any(|word| name.contains(word)))
        .then(|| format!("{name}: no secret in a config file that ships"))
}

/// What is wrong with a function, if anything.
fn function(specifiers: &str, rest: &[&str]) -> Option<String> {
    let mut declaration = String::new();
    for line in rest {
        declaration += line.trim();
        declaration.push(' ');
        if line.contains(')') {
            break;
        }
    }
    if !specifiers.contains("Blueprint") {
        return None;
    }
    if !specifiers.contains("Category") {
        return Some("what Blueprints call needs a Category".to_owned());
    }
    let (head, parameters) = declaration.split_once('(')?;
    let parameters = parameters.split(')').next().unwrap_or_default();
    let result = head.trim_start_matches("static ").rsplit_once(' ').map_or("", |(result, _)| result);
    let types = parameters.split(", ").map(str::trim).filter(|parameter| !parameter.is_empty()).map(|parameter| {
        let parameter = parameter.split(" = ").next().unwrap_or_default();
        parameter.rsplit_once(' ').map_or(parameter, |(kind, _)| kind)
    });
    types
        .chain((result != "void").then_some(result))
        .find(|kind| !is_blueprint_type(kind))
        .map(|kind| format!("Blueprints have no {kind:?} in `{}`", declaration.trim()))
}

fn is_blueprint_type(written: &str) -> bool {
    let written = written.trim_start_matches("const ").trim_end_matches(['&', '*', ' ']);
    match written.strip_prefix("TArray<").or_else(|| written.strip_prefix("TObjectPtr<")) {
        Some(inner) => is_blueprint_type(inner.trim_end_matches('>')),
        None => {
            let mut letters = written.chars();
            BLUEPRINT_TYPES.contains(&written)
                || (letters.next().is_some_and(|first| "FEU".contains(first))
                    && letters.next().is_some_and(char::is_uppercase))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{generated, parse};

    const START: &str = "#include \"A.generated.h\"\n";

    /// What is said about a header with this body.
    fn complaints(body: &str) -> String {
        let mut mistakes = Vec::new();
        parse("A", Path::new("A.h"), &format!("{START}{body}"), &mut mistakes);
        mistakes.join("\n")
    }

    /// A class with this in it.
    fn class(member: &str) -> String {
        format!("UCLASS()\nclass X_API UA : public UObject\n{{\n\tGENERATED_BODY()\n{member}\n}};\n")
    }

    #[test]
    fn a_good_class_is_taken() {
        let text = class(
            "\tUPROPERTY(BlueprintReadOnly, Category = \"A\")\n\tint32 Number = 0;\n\tUPROPERTY()\n\tTObjectPtr<UB> Other;",
        );
        assert_eq!(complaints(&text), "");
        let header = parse("A", Path::new("A.h"), &format!("{START}{text}"), &mut Vec::new());
        assert_eq!(header.classes().next().map(|class| class.pointers.clone()), Some(vec!["Other".to_owned()]));
        assert!(generated(&header).contains("#define FID_A_5_GENERATED_BODY public: typedef UObject Super;"));
    }

    #[test]
    fn what_the_engine_refuses_is_refused() {
        for (text, why) in [
            (class("\tTObjectPtr<UB> Other;"), "keeps nothing alive"),
            (class("\tUPROPERTY(BlueprintReadOnly)\n\tint32 Number = 0;"), "Category"),
            (
                class("\tUPROPERTY(BlueprintReadOnly, Category = \"A\")\n\tuint64 Number = 0;"),
                "Blueprints have no uint64",
            ),
            (class("\tUPROPERTY()\n\tint32 Number;"), "needs a default"),
            (class("\tUPROPERTY()\n\tbool Flag = false;"), "begin with b"),
            (class("\tUPROPERTY(Config)\n\tFString ClientSecret;"), "no secret"),
            (
                class("\tUFUNCTION(BlueprintCallable, Category = \"A\")\n\tvoid F(uint32 Number);"),
                "Blueprints have no \"uint32\"",
            ),
            (class("\tUFUNCTION(BlueprintCallable)\n\tvoid F();"), "Category"),
            (class("\tUA();"), "constructor"),
            ("UENUM(BlueprintType)\nenum class EA : int32\n".to_owned(), "uint8"),
            ("USTRUCT()\nstruct FA\n{\n};\n".to_owned(), "without GENERATED_BODY"),
            ("#include \"Later.h\"\n".to_owned(), "last include"),
        ] {
            let said = complaints(&text);
            assert!(said.contains(why), "{text}: {said:?}");
        }
    }
}
