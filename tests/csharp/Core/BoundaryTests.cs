using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Kinpass.Tests
{
    // What may cross the boundary, read from the compiled assembly.
    [TestFixture]
    public class BoundaryTests
    {
        private static readonly MethodInfo[] Imports = typeof(KinpassClient).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(method => method.IsDefined(typeof(DllImportAttribute), false))
            .ToArray();

        [Test]
        public void NothingNativeCanCallManagedCode()
        {
            Assert.IsTrue(Imports.Length > 40);
            foreach (var import in Imports)
            {
                foreach (var parameter in import.GetParameters())
                {
                    Assert.IsFalse(
                        typeof(Delegate).IsAssignableFrom(parameter.ParameterType), import.Name + " takes a delegate");
                }
            }
        }

        [Test]
        public void OnlyBlittableTypesCross()
        {
            foreach (var import in Imports)
            {
                foreach (var type in import.GetParameters().Select(p => p.ParameterType).Concat(new[] { import.ReturnType }))
                {
                    Assert.IsTrue(type.IsPointer || (type.IsValueType && !Marshalled(type)), import.Name + ": " + type);
                }
            }
        }

        [Test]
        public void ImportsAreExactAndCdecl()
        {
            foreach (var import in Imports)
            {
                var attribute = import.GetCustomAttribute<DllImportAttribute>();
                Assert.AreEqual("kinpass", attribute.Value, import.Name);
                Assert.AreEqual(CallingConvention.Cdecl, attribute.CallingConvention, import.Name);
                Assert.IsTrue(attribute.ExactSpelling, import.Name);
            }
        }

        // Mono and IL2CPP change the size of these on the way.
        private static bool Marshalled(Type type)
        {
            return type == typeof(bool) || type == typeof(char)
                || type.GetFields(BindingFlags.Instance | BindingFlags.Public).Any(field =>
                    !field.FieldType.IsPointer && !field.FieldType.IsPrimitive && Marshalled(field.FieldType));
        }
    }
}
