package dev.throughline.engine.sample;

import dev.throughline.engine.fact.Term;

/** Why a deployment, a commit or an incident is no part of a number. */
public enum Exclusion implements Term {
    /** A person took it out. */
    EXCLUDED,
    /** A deployment of what was live already. */
    REDEPLOY,
    /** A deployment that is part of the rollout of another. */
    MERGED,
    /** A deployment that never succeeded. */
    NOT_SUCCEEDED,
    /** A rollback, which an option leaves out. */
    ROLLBACK,
    /** Unplanned remediation, which an option leaves out. */
    REMEDIATION,
    /** A merge commit. */
    MERGE,
    /** It stands for other commits, which count in its place. */
    SQUASHED,
    /** Delivered by the first deployment. */
    NO_BASELINE,
    /** The commits of its deployment are not known. */
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
    /** Which files it touches is not known, and the service is a part of its repository. */
    UNKNOWN_PATHS,
    /** It belongs to no change, where changes are counted. */
    NO_CHANGE,
    /** It took no time, and a profile counts what did. */
    NOT_POSITIVE,
    /** What a profile needs of it is not stored. */
    NOT_STORED,
    /** An incident that names a cause that cannot be found. */
    UNRESOLVED,
    /** An incident that is evidence against no deployment. */
    NOT_CHANGE_RELATED
}
