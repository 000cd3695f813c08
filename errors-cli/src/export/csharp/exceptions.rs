//! The exceptions, except their base.

use super::super::client::{Class, Client};
use super::super::text::of_class;
use super::names::escaped;
use super::text::{doc, doc_of};

/// Writes a class for each exception.
pub(super) fn write(client: &Client) -> String {
    let base = &client.base().name;
    let classes: Vec<String> = client.derived().iter().map(|class| exception(client, base, class)).collect();
    classes.join("\n")
}

fn exception(client: &Client, base: &str, class: &Class) -> String {
    let name = escaped(&class.name);
    let details = client.common_details(class).map(details).unwrap_or_default();
    format!(
        "{}    public class {name} : {base}\n    {{\n        internal {name}(Wire.Response response) : base(response)\n        \
         {{\n        }}\n{details}    }}\n",
        doc_of(4, &of_class(client, class))
    )
}

/// Writes the details with their type, if all errors of a class have the same.
fn details(ty: &str) -> String {
    let ty = escaped(ty);
    format!(
        "\n{}        public new {ty} Details {{ get {{ return base.Details as {ty}; }} }}\n",
        doc(8, "The details; null if the code has none.", &[])
    )
}
