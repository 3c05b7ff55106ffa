using System.Collections.Generic;

namespace ConsulSecurity.Hcl;

/// <summary>
/// Turns <c>{"key": {"a": {...}, "b": {...}}}</c> into the items <c>key "a" {...}</c> and <c>key "b" {...}</c>, where all values of an
/// object are objects, and a list of objects into one item for each.
/// </summary>
internal static class LenientJsonFlattening
{
    public static void Flatten(HclNode node)
    {
        if (node is HclList list)
        {
            list.Elements.ForEach(Flatten);
        }
        else if (node is HclObject tree)
        {
            var items = new List<HclItem>(tree.Items.Count);
            tree.Items.ForEach(item => Flatten(item, items));
            tree.Items.Clear();
            tree.Items.AddRange(items);
            items.ForEach(item => Flatten(item.Value));
        }
    }

    private static void Flatten(HclItem item, List<HclItem> items)
    {
        if (item.Value is HclObject { Items.Count: > 0 } block && block.Items.TrueForAll(inner => inner.Value is HclObject))
        {
            block.Items.ForEach(inner => Flatten(new HclItem([.. item.Keys, .. inner.Keys], inner.Value), items));
        }
        else if (item.Value is HclList { Elements.Count: > 0 } list && list.Elements.TrueForAll(element => element is HclObject))
        {
            list.Elements.ForEach(element => Flatten(new HclItem(item.Keys, element), items));
        }
        else
        {
            items.Add(item);
        }
    }
}
