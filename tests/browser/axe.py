"""axe-core on a page that a browser test has open: what stands in the way of somebody, in words that say where.

The script comes from npm (bin/setup puts it there). It is run in the page, not added to it, so the page's own security
policy stays as strict as it is.
"""

from django.conf import settings

SCRIPT = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page) -> list[str]:
    """One line for each element that breaks a rule; empty when the page is sound."""
    page.evaluate(SCRIPT.read_text())
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{page.url}: {rule['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def sticks_out(page) -> list[str]:
    """What makes the page scroll sideways; empty when nothing does."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")]
          .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
          .map((e) => `${location}: ${e.tagName} ${e.className} ends at ${e.getBoundingClientRect().right}`)"""
    )
