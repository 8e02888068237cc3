package dev.throughline.engine.sample;

import dev.throughline.engine.fact.Term;

/** Why a deployment, a commit or an incident is not part of a number. */
public enum Exclusion implements Term {
    /** A person excluded it. */
    EXCLUDED,
    /** A deployment of what was already live. */
    REDEPLOY,
    /** A deployment that is part of another one's rollout. */
    MERGED,
    /** A deployment that never succeeded. */
    NOT_SUCCEEDED,
    /** A rollback, which an option leaves out. */
    ROLLBACK,
    /** Unplanned remediation, which an option leaves out. */
    REMEDIATION,
    /** A merge commit. */
    MERGE,
    /** It represents other commits, which count instead. */
    SQUASHED,
    /** Delivered by the first deployment. */
    NO_BASELINE,
    /** The commits of its deployment are unknown. */
    UNLINKED,
    /** Which deployment delivered it is not certain. */
    AMBIGUOUS,
    /** An earlier deployment delivered the same. */
    ALREADY_DELIVERED,
    /** Written by a bot, which an option leaves out. */
    BOT,
    /** Written by a person, which an option leaves out. */
    PERSON,
    /** It touches no file of the service. */
    PATH,
    /** The files it touches are unknown, and the service is a part of its repository. */
    UNKNOWN_PATHS,
    /** It belongs to no change, and changes are counted. */
    NO_CHANGE,
    /** It took no time, and a profile counts only what did. */
    NOT_POSITIVE,
    /** What a profile needs of it is not stored. */
    NOT_STORED,
    /** An incident that names a cause that cannot be found. */
    UNRESOLVED,
    /** An incident that is evidence against no deployment. */
    NOT_CHANGE_RELATED
}
