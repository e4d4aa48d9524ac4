-- An owner of whom the statistics know nothing looks like an average one; a list of such an owner,
-- sorted by time, would then walk through the index of times instead of taking the few rows.
alter table alias alter column owner set statistics 1000;
alter table alias alter column context_key set statistics 1000;
