use super::{Facts, Variable, bare};

const HEADER: &str = r#"
#ifndef KINPASS_H
/*
 * Prose with a semicolon;
 */
#define KINPASS_INT32_ENUM(name) \
    typedef int32_t name;        \
    enum

/// Detached.

/// What it tells.
///
/// More of it.
KINPASS_INT32_ENUM(kinpass_kind) {
  /// Never;
  /// not once.
  KINPASS_KIND_NONE = 0,
  KINPASS_KIND_DONE = -7,
};

/// Text.
typedef struct {
  /// The first byte; and more.
  const char *data;
  uint8_t reserved[6];
  /// Over two lines.
  int32_t (*load)(void *user_data,
                  const char *key);
} kinpass_x;

typedef void (*kinpass_function)(const kinpass_x *x,
                                 void *user_data);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// Tells.
KINPASS_API
const char *kinpass_name(void);

/// Starts.
KINPASS_API
kinpass_kind kinpass_start(kinpass_x x,
                           const kinpass_x **out,
                           kinpass_operation *operation);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

static inline kinpass_x kinpass_make(const char *text) {
  kinpass_x x;
  return x;
}
#endif
"#;

fn facts() -> Facts {
    Facts::read(HEADER).expect("a header")
}

fn variable(kind: &str, name: &str, count: Option<usize>) -> Variable {
    Variable { kind: kind.to_owned(), name: name.to_owned(), count }
}

#[test]
fn enums_with_members_numbers_and_comments() {
    let facts = facts();
    let kind = &facts.enums[0];
    assert_eq!(
        (kind.name.as_str(), &kind.doc[..]),
        ("kinpass_kind", &["What it tells.", "", "More of it."].map(str::to_owned)[..])
    );
    let members: Vec<_> =
        kind.members.iter().map(|member| (member.name.as_str(), member.number, member.doc.join("|"))).collect();
    assert_eq!(
        members,
        [("KINPASS_KIND_NONE", 0, "Never;|not once.".to_owned()), ("KINPASS_KIND_DONE", -7, String::new())]
    );
}

#[test]
fn an_enum_is_found_however_it_is_written() {
    for head in [
        "enum kinpass_kind : int32_t {",
        "KINPASS_ENUM(kinpass_kind, int32_t) {",
        "KINPASS_INT32_ENUM(kinpass_kind)\n{",
        "typedef enum kinpass_kind {",
    ] {
        let text = HEADER.replace("KINPASS_INT32_ENUM(kinpass_kind) {", head);
        let facts = Facts::read(&text).expect("a header");
        assert_eq!((facts.enums[0].name.as_str(), facts.enums[0].members.len()), ("kinpass_kind", 2), "{head}");
    }
}

#[test]
fn structs_with_fields() {
    let facts = facts();
    let [item] = &facts.structs[..] else { panic!("{:?}", facts.structs) };
    assert_eq!(item.name, "kinpass_x");
    let fields =
        [variable("const char *", "data", None), variable("uint8_t", "reserved", Some(6)), variable("*", "load", None)];
    assert_eq!(item.fields, fields);
    assert_eq!(facts.callbacks, ["kinpass_function"]);
}

#[test]
fn functions_with_parameters() {
    let facts = facts();
    assert_eq!(facts.function_names(), ["kinpass_name", "kinpass_start"]);
    assert_eq!(facts.functions[0].declaration(), "const char * kinpass_name(void)");
    let start = &facts.functions[1];
    assert!(start.starts() && !facts.functions[0].starts());
    assert_eq!(start.parameters[1], variable("const kinpass_x **", "out", None));
    assert_eq!(bare(&start.parameters[1].kind), "kinpass_x");
}

#[test]
fn what_is_not_known_is_an_error() {
    for unknown in ["union kinpass_y { int32_t a; };", "int32_t kinpass_global;"] {
        let text = HEADER.replace("/// Detached.", unknown);
        assert!(Facts::read(&text).is_err_and(|why| why.contains(unknown)), "{unknown}");
    }
    assert!(Facts::read("").is_err());
}
