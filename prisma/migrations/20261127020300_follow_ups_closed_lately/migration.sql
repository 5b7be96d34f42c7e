-- Those who oversee look at what was closed lately, not at all that ever was.
create index follow_ups_closed on follow_ups (done_at desc, id desc) where done_at is not null;
