"""What only the database can say of a line of the read log: whose data it was, and which case was refused.

Both also for the portal, whose role may not see these rows itself: it can neither ask for the people of a case nor
learn whether a reference exists, and still its line says so. Nobody can call the first; the second answers nothing.
"""

from django.db import migrations

# Of one case: everyone who belongs to it now. Of a list: the household, for the network stands in no list.
PEOPLE = """
CREATE FUNCTION fill_in_people() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    NEW.people := ARRAY(
        SELECT DISTINCT m.person_id FROM cases_householdmember m
        WHERE m.case_id = ANY (NEW.case_ids) AND m.left_on IS NULL
        AND (NOT m.in_network OR cardinality(NEW.case_ids) = 1)
        ORDER BY m.person_id
    );
    RETURN NEW;
END $$;
CREATE TRIGGER people_concerned BEFORE INSERT ON privacy_readlog
    FOR EACH ROW WHEN (NEW.people IS NULL) EXECUTE FUNCTION fill_in_people();
"""

# So many lines a viewer can write in an hour by being refused: enough to be found, too few to fill a disk.
REFUSED = """
CREATE FUNCTION log_refused(
    viewer uuid, organisation uuid, role text, origin text, action text, object text, purpose text, address text
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    the_case uuid;
    outcome text := 'refused';
    most integer := 500;
BEGIN
    IF portal_viewer() <> viewer THEN
        RAISE EXCEPTION 'a line of somebody else is refused';
    END IF;
    IF address <> '' THEN
        SELECT c.id INTO the_case FROM cases_case c WHERE c.reference = address;
        IF the_case IS NULL THEN
            outcome := 'absent';
            most := 100;
        END IF;
    END IF;
    PERFORM FROM privacy_readlog r
        WHERE r.viewer_id = viewer AND r.at > statement_timestamp() - interval '1 hour'
        AND r.result <> 'shown' AND r.result = outcome OFFSET most - 1 LIMIT 1;
    IF FOUND THEN
        RETURN;
    END IF;
    INSERT INTO privacy_readlog (
        viewer_id, organisation_id, role, origin, action, object, purpose, result,
        case_ids, people, relations, categories, bases
    ) VALUES (
        viewer, organisation, role, origin, action, object, purpose, outcome,
        CASE WHEN the_case IS NULL THEN '{}' ELSE ARRAY[the_case] END, '{}', '{}', '{}', '{}'
    );
END $$;
REVOKE EXECUTE ON FUNCTION log_refused FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION fill_in_people FROM PUBLIC;
GRANT EXECUTE ON FUNCTION log_refused TO regie_portal;
"""

UNDO = """
DROP FUNCTION log_refused;
DROP TRIGGER people_concerned ON privacy_readlog;
DROP FUNCTION fill_in_people;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_consent"), ("privacy", "0004_log")]
    operations = [migrations.RunSQL(PEOPLE + REFUSED, UNDO)]
