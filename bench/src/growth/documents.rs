//! `OpenAPI` documents that have much of one thing.

use super::catalogues::numbered;
use super::{Dimension, Files};

/// Things that an import can meet many of.
pub(super) const ALL: &[Dimension] = &[
    Dimension { name: "operations", size: 100, files: operations },
    Dimension { name: "examples-of-a-body", size: 100, files: body_examples },
    Dimension { name: "codes-of-a-schema", size: 300, files: enum_codes },
    Dimension { name: "alternatives", size: 100, files: alternatives },
    Dimension { name: "properties", size: 25, files: properties },
    Dimension { name: "properties-past-the-limit", size: 300, files: properties },
    Dimension { name: "odd-codes", size: 100, files: odd_codes },
    Dimension { name: "chain-of-references", size: 100, files: references },
    Dimension {
        name: "nested-json",
        size: 20_000,
        files: |size| json(&format!("{{\"openapi\": \"3.1.0\", \"x\": {}", "[".repeat(size))),
    },
    Dimension {
        name: "nested-objects",
        size: 20_000,
        files: |size| json(&format!("{{\"openapi\": \"3.1.0\", \"x\": {}", "{\"a\":".repeat(size))),
    },
    Dimension { name: "nested-yaml", size: 20_000, files: |size| yaml(&format!("x: {}", "[a, ".repeat(size))) },
    Dimension { name: "nested-blocks", size: 20_000, files: |size| yaml(&format!("x:\n  {}a\n", "- ".repeat(size))) },
];

/// Things that a merge can meet many of.
pub(super) const MERGED: &[Dimension] = &[Dimension { name: "references-to-what-is-gone", size: 300, files: merged }];

/// A document whose references lead to components of an earlier run.
fn merged(size: usize) -> Files {
    let catalogue = numbered(size, "  CODE_@: { status: 404, message: Gone }\n");
    let references = numbered(size, "  /p@: { $ref: '#/components/schemas/Old@' }\n");
    let old = numbered(size, "    Old@: { type: object, x-errors-catalogue: acme }\n    Kept@: { type: object }\n");
    vec![
        ("errors.yaml".to_owned(), format!("catalogue: acme\nerrors:\n{catalogue}")),
        ("openapi.yaml".to_owned(), format!("openapi: 3.1.0\npaths:\n{references}components:\n  schemas:\n{old}")),
    ]
}

fn json(text: &str) -> Files {
    vec![("api.json".to_owned(), text.to_owned())]
}

fn yaml(text: &str) -> Files {
    vec![("api.yaml".to_owned(), format!("openapi: 3.1.0\ninfo: {{ title: Acme, version: 1.0.0 }}\n{text}"))]
}

/// A document whose only response has this content.
fn response(media: &str, more: &str) -> Files {
    yaml(&format!(
        "paths:\n  /a:\n    get:\n      responses:\n        '404':\n          description: Gone\n          content:\n            \
         application/json: {media}\n{more}"
    ))
}

const BODY: &str = "{ type: object, properties: { code: { const: CODE_@ }, message: { type: string } } }";

fn operations(size: usize) -> Files {
    let operation = format!(
        "  /path@:\n    get:\n      responses:\n        '404':\n          description: Gone\n          content:\n            \
         application/json: {{ schema: {BODY} }}\n"
    );
    yaml(&format!("paths:\n{}", numbered(size, &operation)))
}

fn body_examples(size: usize) -> Files {
    let examples = numbered(size, "e@: { value: { code: CODE_@, message: Number @ is gone, at: @ } }, ");
    response(&format!("{{ schema: {{ type: object }}, examples: {{ {examples} }} }}"), "")
}

fn enum_codes(size: usize) -> Files {
    let codes = numbered(size, "CODE_@, ");
    response(&format!("{{ schema: {{ type: object, properties: {{ code: {{ enum: [{codes}] }} }} }} }}"), "")
}

fn alternatives(size: usize) -> Files {
    response(&format!("{{ schema: {{ oneOf: [{}] }} }}", numbered(size, &format!("{BODY}, "))), "")
}

fn properties(size: usize) -> Files {
    let properties = numbered(size, "property_@: { type: string, description: Number @ }, ");
    response(
        &format!(
            "{{ schema: {{ type: object, properties: {{ code: {{ const: GONE }}, details: {{ type: object, properties: {{ {properties} }} }} }} }} }}"
        ),
        "",
    )
}

/// Codes that give no name, or one that is taken, and messages that have braces: all of them are repaired.
fn odd_codes(size: usize) -> Files {
    let examples = numbered(
        size,
        "e@: { value: { code: '@-!', message: 'No {@' } }, f@: { value: { code: a_@, message: m } }, g@: { value: { code: A-@, message: m } }, ",
    );
    response(&format!("{{ schema: {{ type: object }}, examples: {{ {examples} }} }}"), "")
}

fn references(size: usize) -> Files {
    let schema = |at: usize| {
        format!(
            "    S{at}: {{ allOf: [{{ $ref: '#/components/schemas/S{}' }}, {{ type: object, properties: {{ p{at}: {{ type: string }} }} }}] }}\n",
            at + 1
        )
    };
    let schemas: String = (0..size).map(schema).collect();
    let last = format!("    S{size}: {{ type: object, properties: {{ code: {{ const: GONE }} }} }}\n");
    response("{ schema: { $ref: '#/components/schemas/S0' } }", &format!("components:\n  schemas:\n{schemas}{last}"))
}
