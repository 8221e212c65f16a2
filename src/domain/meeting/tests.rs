//! The rules of a meeting, and the law that replaying its journal gives the same meeting.

use super::*;
