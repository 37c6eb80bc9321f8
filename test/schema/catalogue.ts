/** What PostgreSQL says of all tables of the schema `public`: one text for each part, sorted. */
export const catalogue = `
  select text from (
    select 'column ' || relname || ' ' || attname || ' ' || format_type(atttypid, atttypmod)
             || case when attnotnull then ' not null' else '' end
             || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
             || coalesce(' collate ' || nullif(collname, 'default'), '')
             || case attidentity when '' then '' else ' identity ' || attidentity::text end
             || case attgenerated when '' then '' else ' generated ' || attgenerated::text end
             || coalesce(' comment ' || col_description(attrelid, attnum), '') as text
      from pg_attribute join pg_class on pg_class.oid = attrelid
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      left join pg_collation on pg_collation.oid = attcollation
     where relkind = 'r' and attnum > 0 and not attisdropped and relnamespace = 'public'::regnamespace
    union all
    select 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid)
             || case when convalidated then '' else ' not valid' end
      from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
    union all
    select 'index ' || pg_get_indexdef(indexrelid)
      from pg_index join pg_class on pg_class.oid = indexrelid where relnamespace = 'public'::regnamespace
    union all
    select 'sequence ' || relname || ' ' || seqtypid::regtype::text
      from pg_sequence join pg_class on pg_class.oid = seqrelid where relnamespace = 'public'::regnamespace
    union all
    select 'table ' || relname || coalesce(' comment ' || obj_description(oid, 'pg_class'), '')
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
  ) as parts order by text collate "C"`;
