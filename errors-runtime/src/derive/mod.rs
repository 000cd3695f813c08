//! Support for generated code: what `include_error_spec!` and `derive(ApiError)` write calls, and checks inside rustc.
//!
//! The derive reads no catalogue. It names the item of a code in the generated module `__codes`, and asks that item, in
//! constants, whether the spelling and the details are right. A check that fails panics, and a panic in a constant is a
//! compile error at the user's own token.
//!
//! | file | job |
//! |---|---|
//! | `code_items` | the items of `__codes`, one per code and per older name |
//! | `types` | the declared types of the details of a code, and the check of one field |
//! | `variant_fields` | the check of all fields of a variant in one call |
//! | `checks` | the checks of spellings and names, which rustc runs in constants |
//! | `mistakes`, `suggest` | the texts of the compile errors, with the code or detail that may be meant |
//! | `text` | texts in constants |
//! | `impls` | functions and traits that the impls of the derive call at run time |
//! | `generated` | functions that the items of `include_error_spec!` call at run time |

mod checks;
mod code_items;
mod generated;
mod impls;
mod mistakes;
mod suggest;
mod text;
mod types;
mod variant_fields;

pub use checks::{
    detail_position, require_all_details, require_current_spelling, require_known_detail, require_these_details,
};
pub use code_items::{CodeWithDetails, OtherName, UNKNOWN_CODE};
pub use generated::{
    Fields, debug_error, deserialize_code, deserialize_text, detail_at, is_same_error, parse_code, serialize_code,
    struct_value,
};
pub use impls::{AsDynError, NumberedEntries, codes_of, entry_of};
pub use types::{AnyType, DetailTypes, checked_field};
pub use variant_fields::{VariantFields, WrongFieldNames};
