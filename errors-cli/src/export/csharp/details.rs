//! The details of each code, and their types.

use errors_catalogue::model::{Scalar, Type};

use super::super::client::{Client, Detail, Entry, EnumValue, Field, TypeDef, TypeShape};
use super::super::text::{line, literal};
use super::names::{Members, escaped};
use super::text::{doc, obsolete};

/// Writes a class for the details of each code that has any, then one for each type.
pub(super) fn write(client: &Client) -> String {
    let details = client.entries.iter().filter_map(|entry| details(client, entry));
    let types = client.types.iter().map(|ty| type_def(client, ty));
    details.chain(types).collect::<Vec<_>>().join("\n")
}

/// Writes the readers of the catalogue's types.
pub(super) fn readers(client: &Client) -> String {
    let readers: String = client.types.iter().map(reader).collect();
    if readers.is_empty() {
        return readers;
    }
    format!("{}    internal static class Readers\n    {{\n{readers}    }}\n", doc(4, "Readers of types.", &[]))
}

fn reader(TypeDef { name, shape }: &TypeDef) -> String {
    let name = escaped(name);
    let read = match shape {
        TypeShape::Enum(_) => format!("Wire.Enum<{name}>(text => new {name}(text))"),
        TypeShape::Struct(_) => format!("Wire.Struct<{name}>(fields => new {name}(fields))"),
    };
    format!("        internal static readonly Wire.Reader<{name}> {name} = {read};\n")
}

/// A property of a class.
struct Property<'a> {
    /// The name on the wire.
    wire: &'a str,
    ident: &'a str,
    /// The type without its `?`.
    ty: &'a Type,
    /// True if the struct is null without it.
    is_required: bool,
    description: Option<&'a str>,
}

fn details(client: &Client, entry: &Entry) -> Option<String> {
    let properties = entry.details.iter().map(|detail| {
        let Detail { name, ident, ty, description, textual: _ } = detail;
        // A missing or malformed detail affects no other detail.
        Property { wire: name, ident, ty: ty.required(), is_required: false, description: description.as_deref() }
    });
    let name = entry.details_type.as_ref()?;
    let remark =
        "Each is null if it is missing or has the wrong type: in a truncated body, or from an older or newer server.";
    let head = doc(4, &format!("The details of {}.", line(&entry.code)), &[remark.to_owned()]);
    let obsolete = obsolete(4, entry.deprecated.as_deref());
    let class = class(client, name, " : ErrorDetails", properties.collect());
    Some(format!("{head}{obsolete}{class}"))
}

fn type_def(client: &Client, TypeDef { name, shape }: &TypeDef) -> String {
    match shape {
        TypeShape::Enum(values) => open_enum(name, values),
        TypeShape::Struct(fields) => {
            let properties = fields.iter().map(|Field { name, ident, ty }| Property {
                wire: name,
                ident,
                ty: ty.required(),
                is_required: !ty.is_optional(),
                description: None,
            });
            let head = doc(4, "A value in the details.", &[]);
            head + &class(client, name, "", properties.collect())
        }
    }
}

fn class(client: &Client, name: &str, base: &str, properties: Vec<Property<'_>>) -> String {
    let name = escaped(name);
    let mut members = Members::new(&[&name]);
    let (mut reads, mut declarations) = (String::new(), String::new());
    for property in properties {
        let member = members.claim(property.ident);
        reads.push_str(&read(client, &property, &member));
        declarations.push_str(&declaration(client, &property, &member));
    }
    format!(
        "    public sealed class {name}{base}\n    {{\n        internal {name}(Wire.Fields fields)\n        {{\n{reads}        \
         }}\n{declarations}    }}\n"
    )
}

fn read(client: &Client, property: &Property<'_>, member: &str) -> String {
    let Kind { name, reader, is_value } = kind(client, property.ty);
    let method = match (property.is_required, is_value) {
        (true, _) => "Required",
        (false, false) => "Optional",
        (false, true) => "OptionalValue",
    };
    format!("            {member} = fields.{method}<{name}>({}, {reader});\n", literal(property.wire))
}

fn declaration(client: &Client, property: &Property<'_>, member: &str) -> String {
    let Kind { name, reader: _, is_value } = kind(client, property.ty);
    let or_null = if is_value && !property.is_required { "?" } else { "" };
    let written = format!("`{}` on the wire.", line(property.wire));
    let doc = doc(8, property.description.unwrap_or(&written), &[]);
    format!("\n{doc}        public {name}{or_null} {member} {{ get; private set; }}\n")
}

/// A type in C#.
struct Kind {
    name: String,
    /// The C# expression that reads a value of this type that is not null.
    reader: String,
    is_value: bool,
}

fn kind(client: &Client, ty: &Type) -> Kind {
    match ty {
        Type::Scalar(scalar) => scalar_kind(*scalar),
        Type::List(inner) => collection("IReadOnlyList<", "List", &kind(client, inner)),
        Type::Map(inner) => collection("IReadOnlyDictionary<string, ", "Map", &kind(client, inner)),
        Type::Optional(inner) => optional(kind(client, inner)),
        Type::Named(at) => {
            let TypeDef { name, shape } = &client.types[*at];
            let (name, is_value) = (escaped(name), matches!(shape, TypeShape::Enum(_)));
            Kind { reader: format!("Readers.{name}"), name, is_value }
        }
    }
}

fn scalar_kind(scalar: Scalar) -> Kind {
    let (name, reader) = match scalar {
        Scalar::String => ("string", "Text"),
        Scalar::Bool => ("bool", "Bool"),
        Scalar::U8 => ("byte", "U8"),
        Scalar::U16 => ("ushort", "U16"),
        Scalar::U32 => ("uint", "U32"),
        Scalar::U64 => ("ulong", "U64"),
        Scalar::I8 => ("sbyte", "I8"),
        Scalar::I16 => ("short", "I16"),
        Scalar::I32 => ("int", "I32"),
        Scalar::I64 => ("long", "I64"),
        Scalar::F64 => ("double", "F64"),
        Scalar::Json => ("JsonValue", "Json"),
    };
    let is_value = !matches!(scalar, Scalar::String | Scalar::Json);
    Kind { name: name.to_owned(), reader: format!("Wire.{reader}"), is_value }
}

fn collection(open: &str, method: &str, of: &Kind) -> Kind {
    let Kind { name, reader, is_value: _ } = of;
    Kind { name: format!("{open}{name}>"), reader: format!("Wire.{method}<{name}>({reader})"), is_value: false }
}

fn optional(kind: Kind) -> Kind {
    let Kind { name, reader, is_value } = kind;
    if is_value {
        Kind { reader: format!("Wire.Maybe<{name}>({reader})"), name: format!("{name}?"), is_value }
    } else {
        Kind { reader: format!("Wire.MaybeObject<{name}>({reader})"), name, is_value }
    }
}

/// Writes an enum, whose texts may be unknown to this client.
fn open_enum(name: &str, values: &[EnumValue]) -> String {
    let name = escaped(name);
    let mut members = Members::new(&[&name, "Text", "IsKnown", "Array"]);
    let named: Vec<(String, &str)> = values.iter().map(|it| (members.claim(&it.name), it.value.as_str())).collect();
    let constants: String = named.iter().map(|(member, value)| constant(&name, member, value)).collect();
    let known: Vec<String> = named.iter().map(|(_, value)| literal(value)).collect();
    let head = doc(4, "One of the values below, or another one from a newer server.", &[]);
    // Texts of the catalogue are inserted last, so that none of them is taken for a placeholder.
    head + &ENUM.replace("NAME", &name).replace("/*KNOWN*/", &known.join(", ")).replace("//CONSTANTS\n", &constants)
}

fn constant(name: &str, member: &str, value: &str) -> String {
    let doc = doc(8, &line(value), &[]);
    format!("{doc}        public static readonly {name} {member} = new {name}({});\n\n", literal(value))
}

const ENUM: &str = include_str!("open_enum.cs");
