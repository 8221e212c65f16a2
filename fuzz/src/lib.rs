//! What the fuzz targets try: the very laws that `cargo test --test laws` tries.

#[path = "../../tests/laws/law/mod.rs"]
pub mod law;
