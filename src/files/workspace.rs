//! STUB
use crate::base::id::*; use crate::base::problem::Problem; use crate::base::stamp::ClockTime;
use crate::domain::{agenda::StandingAgenda, issued::IssuedAgenda, meeting::Sitting, partnership::Partnership, tracker::Tracker};
use std::collections::BTreeMap; use chrono::NaiveDate;
#[derive(Clone,Debug,Default)] pub struct Workspace { pub partnership: Option<Partnership>, pub agendas: BTreeMap<GroupId,StandingAgenda>, pub meetings: BTreeMap<MeetingId,IssuedAgenda>, pub trackers: BTreeMap<TrackerId,Tracker>, pub reports: Vec<Report>, pub files: usize }
#[derive(Clone,Debug,Default)] pub struct Report { pub path: String, pub text: String, pub problems: Vec<Problem> }
#[derive(Clone, Copy, Debug, PartialEq, Eq)] pub enum Standing { Planned, Live, Ended }
impl Workspace {
 pub fn load<'a>(_f: impl Iterator<Item=(&'a str,&'a [u8])>, _u:&[(String,String)], _j:&[MeetingId])->Self { Self::default() }
 pub fn sitting(&self,_:&MeetingId)->Option<Sitting>{None}
 pub fn meeting_for(&self,_:&str,_:NaiveDate)->Option<MeetingId>{None}
 pub fn group_named(&self,_:&str)->Option<GroupId>{None}
 pub fn new_meeting(&self,_:&GroupId,_:NaiveDate,_:ClockTime)->Option<IssuedAgenda>{None}
 pub fn standing(&self,_:&MeetingId)->Standing{Standing::Planned}
 pub fn errors(&self)->usize{0} pub fn warnings(&self)->usize{0}
}
