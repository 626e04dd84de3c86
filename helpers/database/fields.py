"""The field groups that the source would collect: seven of a firm, twelve of a person; and what we may keep.

Held on one lawful basis each (Regulation (EU) 2016/679, Art. 6(1); the Personal Information Protection Law of
China, Art. 13, asks the like): **contract**, **legitimate interest** (weighed against theirs, and they may
object), **consent** (given freely, withdrawn as easily), or **none**, and then it is not kept. Facts about a
firm are no personal data. Source of the list: the fifth text's chapter on knowing the customer.
"""

from typing import Any

from helpers.words import _

CONTRACT, INTEREST, CONSENT = _("contract"), _("legitimate interest"), _("consent")
NO_BASIS, NOT_PERSONAL = _("none"), _("not personal")

# side, English, Chinese, lawful basis, kept, where the base holds it (table.column), why.
_GROUPS = (
    (
        "enterprise",
        _("organisation"),
        "组织机构",
        NOT_PERSONAL,
        "accounts.account_type",
        _("Who is the firm, and whose?"),
    ),
    (
        "enterprise",
        _("ways to reach it"),
        "通讯方式",
        NOT_PERSONAL,
        "persons.phone",
        _("Front desk: telephone, mail, post."),
    ),
    (
        "enterprise",
        _("departments that use, buy and support"),
        "使用部门、采购部门及支持部门",
        NOT_PERSONAL,
        "contacts.buying_role",
        _("Who does what in the purchase."),
    ),
    (
        "enterprise",
        _("people by level, from user to head"),
        "使用维护人员及管理层和高层",
        INTEREST,
        "contacts.level",
        _("Names at work: needed to sell and serve; they may object."),
    ),
    (
        "enterprise",
        _("similar products in use"),
        "同类产品安装和使用情况",
        NOT_PERSONAL,
        "orders.order_id",
        _("From us, as the orders say; from rivals, ask."),
    ),
    (
        "enterprise",
        _("its business"),
        "业务情况",
        NOT_PERSONAL,
        "accounts.traits",
        _("Size, terms, how it earns its money."),
    ),
    (
        "enterprise",
        _("its industry"),
        "所在行业基本状况",
        NOT_PERSONAL,
        "accounts.region",
        _("Market and place."),
    ),
    (
        "person",
        _("family and home town"),
        "家庭状况和家乡",
        NO_BASIS,
        "",
        _("Says nothing about the purchase; remember it, do not file it."),
    ),
    (
        "person",
        _("university"),
        "毕业的大学",
        NO_BASIS,
        "",
        _("Shared roots are for talking, not for a table."),
    ),
    (
        "person",
        _("sports"),
        "喜欢的运动",
        NO_BASIS,
        "",
        _("May tell of health, which the law guards more closely."),
    ),
    (
        "person",
        _("restaurants and food"),
        "喜爱的餐厅和食物",
        CONSENT,
        "",
        _("May tell of faith or health. For a dinner, ask when you invite."),
    ),
    ("person", _("pets"), "宠物", NO_BASIS, "", _("Not needed for anything we do for them.")),
    ("person", _("books"), "喜欢阅读的书籍", NO_BASIS, "", _("May tell of politics or faith.")),
    (
        "person",
        _("holidays, last and next"),
        "度假的地点和休假计划",
        NO_BASIS,
        "",
        _("“Away until the 12th” is enough, and goes when they are back."),
    ),
    (
        "person",
        _("travel: our visits to her"),
        "行程",
        INTEREST,
        "activities.at",
        _("Visits agreed with us; not where else they go."),
    ),
    (
        "person",
        _("role in the firm"),
        "在机构中的作用",
        INTEREST,
        "contacts.buying_role",
        _("Needed to speak with the right person; they may object."),
    ),
    (
        "person",
        _("relations among colleagues"),
        "同事之间的关系",
        NO_BASIS,
        "",
        _("Gossip about people who have not been asked."),
    ),
    (
        "person",
        _("goals at work this year"),
        "今年的工作目标",
        INTEREST,
        "",
        _("What they told us for the purchase, and no longer than that lasts."),
    ),
    (
        "person",
        _("plans and ambitions"),
        "个人发展计划和志向",
        CONSENT,
        "",
        _("Theirs to tell, and to have struck out."),
    ),
)


def field_groups() -> list[dict[str, Any]]:
    """The groups as rows of the table field_groups; position counts within each side.

    >>> [sum(row["side"] == side for row in field_groups()) for side in ("enterprise", "person")]
    [7, 12]
    """
    rows, seen = [], {"enterprise": 0, "person": 0}
    for side, english, chinese, basis, held_in, note in _GROUPS:
        seen[side] += 1
        rows.append(
            {
                "side": side,
                "position": seen[side],
                "name_en": english,
                "name_zh": chinese,
                "lawful_basis": basis,
                "keep": int(basis != NO_BASIS),
                "held_in": held_in or None,
                "note": note,
            }
        )
    return rows
