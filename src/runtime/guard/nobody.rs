//! Where there are no terminals with modes that outlive a program, as on Windows, nobody stands guard.

/// This is always the program itself.
pub fn stand() -> Option<u8> {
    None
}

/// There is nobody to start.
pub fn start() {}

/// There is nobody to tell.
pub fn taken() {}

/// There is nobody to tell.
pub fn given() {}

/// There is nobody to end.
pub fn dismiss() {}
